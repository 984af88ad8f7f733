package dev.lifeboat.postgres;

import java.util.Base64;

/**
 * Statements whose bytes the driver cannot send, as it speaks UTF-8: they travel as base64, and the
 * server makes texts of them, by its own table of the encoding that they are in.
 *
 * <p>What the server says of a failure could hold the same bytes, which it may not send either: it
 * would report that instead. So its message is made ASCII, and keeps its state. See section
 * "Executing Dynamic Commands" of PostgreSQL's documentation.
 */
final class RawStatement {
  /** What is found by this name is the server's own; the search path need not be empty. */
  private static final String FAILURES =
      """
      EXCEPTION WHEN OTHERS THEN
        RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE =
          pg_catalog.encode(pg_catalog.convert_to(SQLERRM, '%s'), 'escape');
      """;

  private RawStatement() {}

  /** Runs statements, one or several, without a result. */
  static String execution(String sql, TextEncoding encoding, TextEncoding server) {
    return block("", "EXECUTE " + text(sql, encoding) + ";", server);
  }

  /**
   * Opens a cursor, for the rest of the transaction.
   *
   * @param name of the cursor, ASCII
   */
  static String opening(String name, String query, TextEncoding encoding, TextEncoding server) {
    String cursor = "DECLARE c pg_catalog.refcursor := " + Sql.literal(name) + ";";
    String open = "OPEN c NO SCROLL FOR EXECUTE " + text(query, encoding) + ";";
    return block(cursor, open, server);
  }

  /**
   * Runs a statement and keeps the number of its rows.
   *
   * @param setting takes the number, for the rest of the transaction
   */
  static String counting(String sql, String setting, TextEncoding encoding, TextEncoding server) {
    String run = "EXECUTE " + text(sql, encoding) + "; GET DIAGNOSTICS n = ROW_COUNT;";
    String keep =
        " PERFORM pg_catalog.set_config(%s, n::pg_catalog.text, true);"
            .formatted(Sql.literal(setting));
    return block("DECLARE n pg_catalog.int8;", run + keep, server);
  }

  private static String block(String declarations, String statements, TextEncoding server) {
    return "DO LANGUAGE plpgsql $lifeboat$\n%s\nBEGIN\n%s\n%sEND\n$lifeboat$"
        .formatted(
            declarations, statements, server.isAny() ? FAILURES.formatted(server.name()) : "");
  }

  private static String text(String sql, TextEncoding encoding) {
    String bytes = Base64.getEncoder().encodeToString(encoding.encode(sql));
    return "pg_catalog.convert_from(pg_catalog.decode('%s', 'base64'), '%s')"
        .formatted(bytes, encoding.name());
  }
}
