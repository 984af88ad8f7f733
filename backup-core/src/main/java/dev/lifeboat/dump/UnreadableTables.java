package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.Selection;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds what the role cannot read, before anything is written. */
final class UnreadableTables {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, n.nspname || '.' || c.relname || CASE
          WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE') THEN ' (no USAGE on the schema)'
          WHEN NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') THEN ''
          ELSE ' (row security hides rows)' END AS title,
        pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AS hidden, c.relkind = 'S' AS sequence
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE {with_data c n}
        AND (NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          OR NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
          OR (c.relkind = 'r' AND pg_catalog.row_security_active(c.oid)))
      ORDER BY n.nspname, c.relname
      """;

  /** The server asks the same when a large object is opened; pg_read_all_data is not enough. */
  private static final String LARGE_OBJECTS =
      """
      SELECT pg_catalog.count(*) || ': ' || pg_catalog.string_agg(u.oid::pg_catalog.text, ', ' ORDER BY u.oid)
          FILTER (WHERE u.number <= 20) || CASE WHEN pg_catalog.count(*) > 20 THEN ', ...' ELSE '' END
      FROM (
        SELECT l.oid, pg_catalog.row_number() OVER (ORDER BY l.oid) AS number
        FROM pg_catalog.pg_largeobject_metadata AS l
        WHERE pg_catalog.current_setting('lo_compat_privileges') = 'off'
          AND NOT pg_catalog.pg_has_role(l.lomowner, 'USAGE')
          AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(l.lomacl) AS a
            WHERE a.privilege_type = 'SELECT'
              AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE')))
      ) AS u
      HAVING pg_catalog.count(*) > 0
      """;

  private UnreadableTables() {}

  /**
   * Refuses what cannot be read. Rows and values matter only where they are dumped, but tables are
   * always locked, which takes the same privilege.
   *
   * @return what a person should know
   * @throws RefusedException if tables or large objects that are to be dumped cannot be read
   */
  static List<String> check(Session session, DumpOptions options) throws SQLException {
    Selection selection = Selection.of(session, options.scope().filter());
    boolean mayHide = options.snapshot().rowSecurity() == SnapshotOptions.RowSecurity.APPLIED;
    List<String> unreadable = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    new CatalogReader(session)
        .each(
            QUERY,
            row -> {
              if (matters(row, options.scope().content(), selection)) {
                boolean shows = row.getBoolean("hidden") && mayHide;
                (shows ? hidden : unreadable).add(row.getString("title"));
              }
            });
    if (!unreadable.isEmpty()) {
      throw refused(session, unreadable);
    }
    if (options.scope().hasLargeObjects()) {
      refuseLargeObjects(session);
    }
    return hidden.isEmpty() ? List.of() : List.of(partial(hidden));
  }

  private static boolean matters(ResultSet row, DumpContent content, Selection selection)
      throws SQLException {
    long oid = row.getLong("oid");
    boolean read =
        row.getBoolean("hidden")
            ? content.hasRows() && !selection.excludesData(oid)
            : !row.getBoolean("sequence") || content.hasSequenceValues();
    return read && selection.hasRelation(oid, row.getString("nspname"));
  }

  private static String partial(List<String> hidden) {
    return "Row security hides rows of %d table%s from this role, so that the dump holds a part of them: %s"
        .formatted(
            hidden.size(), hidden.size() == 1 ? "" : "s", Sql.oneLine(String.join(", ", hidden)));
  }

  private static void refuseLargeObjects(Session session) throws SQLException {
    for (String unreadable : session.texts(LARGE_OBJECTS)) {
      throw new RefusedException(
          "The role %s cannot read large objects, %s; grant it SELECT on them, or membership in their owner"
              .formatted(session.text("SELECT current_user"), unreadable));
    }
  }

  private static RefusedException refused(Session session, List<String> unreadable)
      throws SQLException {
    return new RefusedException(
        "The role %s cannot read %d table%s or sequence%s: %s; grant it pg_read_all_data (from PostgreSQL 14 on) or SELECT on them"
            .formatted(
                session.text("SELECT current_user"),
                unreadable.size(),
                unreadable.size() == 1 ? "" : "s",
                unreadable.size() == 1 ? "" : "s",
                Sql.oneLine(String.join(", ", unreadable))));
  }
}
