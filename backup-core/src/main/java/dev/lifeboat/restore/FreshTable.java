package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Readies a table that this restore has made for rows that are frozen from the start: the server
 * takes such rows where the same transaction has emptied the table, and writes no log of them where
 * its {@code wal_level} is {@code minimal} (PostgreSQL documentation, pages "COPY" and "Populating
 * a Database").
 *
 * <p>Frozen rows are written once; others are written again when somebody reads or vacuums them.
 */
final class FreshTable {
  private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[^\\s\".(]+)";
  private static final Pattern COPY =
      Pattern.compile(
          "COPY (%s(?:\\.%s)?) .*FROM stdin;?\\s*".formatted(NAME, NAME), Pattern.DOTALL);

  /** Whether the name means what the entry is about, and that may be emptied. */
  private static final String IS_ORDINARY =
      """
      SELECT c.relkind OPERATOR(pg_catalog.=) 'r' AND n.nspname OPERATOR(pg_catalog.=) ?
        AND c.relname OPERATOR(pg_catalog.=) ? AND pg_catalog.has_table_privilege(c.oid, 'TRUNCATE')
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
      WHERE c.oid OPERATOR(pg_catalog.=) ?::pg_catalog.regclass
      """;

  private FreshTable() {}

  /**
   * Empties the table of an entry, in which there is nothing.
   *
   * @param session in the transaction that is to load it
   * @return whether rows can be frozen; if not, nothing was done
   */
  static boolean ready(Session session, TocEntry entry) throws SQLException {
    Matcher copy = COPY.matcher(String.valueOf(entry.copyStatement()));
    if (!copy.matches()
        || !session.carries(copy.group())
        || !isOrdinary(session, entry, copy.group(1))) {
      return false;
    }
    String table = copy.group(1);
    session.execute("LOCK TABLE ONLY " + table + " IN ACCESS EXCLUSIVE MODE");
    if (!session.texts("SELECT 'a row' FROM ONLY " + table + " LIMIT 1").isEmpty()) {
      return false; // whosever rows these are, they are not to be lost
    }
    session.execute("TRUNCATE TABLE ONLY " + table);
    return true;
  }

  private static boolean isOrdinary(Session session, TocEntry entry, String table)
      throws SQLException {
    String schema = String.valueOf(entry.namespace());
    return session.texts(IS_ORDINARY, schema, entry.tag(), table).contains("t");
  }
}
