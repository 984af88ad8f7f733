package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.TextEncoding;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers catalog queries in the dump's snapshot, and knows what the server's version has.
 *
 * <p>Queries may hold these words, which are replaced: {@code {user_schema n}} is true where the
 * row of {@code pg_namespace} called {@code n} is no system schema; {@code {no_member CATALOG x}}
 * is true where the row called {@code x} of that catalog is no member of an extension; {@code
 * {with_data c n}} is true where the row of {@code pg_class} called {@code c}, in the schema called
 * {@code n}, is a table or sequence that can have data to dump; {@code {granted CATALOG x acl}} is
 * true where the row called {@code x} of that catalog has, or came with, privileges, which are in
 * its column {@code acl}; {@code {granted_column a}} likewise where the row of {@code pg_attribute}
 * called {@code a} has privileges of its own; {@code {if FEATURE: A else B}} is A where the server
 * has that {@link ServerFeature}, and B elsewhere.
 */
public final class CatalogReader {
  /** The first OID that is not given out by initdb. */
  static final long FIRST_USER_OID = 16_384;

  private static final String[] NO_TEXTS = {};

  private final Session session;
  private final DumpScope scope;
  private final Selection selection;
  private final Map<String, String> shared = new HashMap<>();

  /** Reads in the transaction that a session is in. */
  public CatalogReader(Session session) {
    this(session, DumpScope.ALL, Selection.ALL);
  }

  CatalogReader(Session session, DumpScope scope, Selection selection) {
    this.session = session;
    this.scope = scope;
    this.selection = selection;
  }

  /** What the filter matches. */
  Selection selection() {
    return selection;
  }

  /** What is to be dumped. */
  DumpScope scope() {
    return scope;
  }

  /** The version of the server. */
  public ServerVersion version() {
    return session.version();
  }

  /** The encoding of the database, which that of the archive is as well. */
  TextEncoding encoding() {
    return session.encoding();
  }

  /**
   * Runs a query and hands over each row.
   *
   * @throws dev.lifeboat.error.RefusedException if a definition that the server wrote down is more
   *     than one
   */
  public void each(String query, Session.RowReader reader, Object... parameters)
      throws SQLException {
    String sql = QueryWords.replace(query, version());
    List<String> definitions = WrittenDefinition.columns(sql);
    session.query(
        sql,
        row -> {
          for (String definition : definitions) {
            WrittenDefinition.requireOne(text(row, definition));
          }
          reader.read(row);
        },
        parameters);
  }

  /** Runs a query whose rows do not matter, to see whether the server takes it. */
  void check(String query) throws SQLException {
    session.execute(query);
  }

  /** The session that reads. */
  Session session() {
    return session;
  }

  /** A text that many rows have, kept once: names of schemas, roles, types. */
  @Nullable String shared(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : shared.computeIfAbsent(text, same -> same);
  }

  /** The texts of an array column, in their order. */
  public static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    String[] texts = array == null ? NO_TEXTS : (String[]) array.getArray();
    return texts.length == 0 ? List.of() : Arrays.asList(texts);
  }

  /** The text of a column, or an empty one where it is null. */
  public static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  /** A column of PostgreSQL's type {@code "char"}, or NUL where it is null or empty. */
  static char letter(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null || text.isEmpty() ? '\0' : text.charAt(0);
  }
}
