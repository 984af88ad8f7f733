package dev.lifeboat.dump;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;

/** Finds what the role cannot read, before anything is written. */
final class UnreadableTables {
  private static final String QUERY =
      """
      SELECT n.nspname || '.' || c.relname || CASE
          WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE') THEN ' (no USAGE on the schema)'
          WHEN NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') THEN ''
          ELSE ' (row security hides rows)' END
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't'
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
            AND d.deptype = 'e' AND c.oid <> ALL (coalesce(e.extconfig, '{}')))
        AND (NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          OR NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
          OR (c.relkind = 'r' AND pg_catalog.row_security_active(c.oid)))
      ORDER BY n.nspname, c.relname
      """;

  /** The server asks the same when a large object is opened; pg_read_all_data is not enough. */
  private static final String LARGE_OBJECTS =
      """
      SELECT pg_catalog.count(*) || ': ' || pg_catalog.string_agg(u.oid::pg_catalog.text, ', ' ORDER BY u.oid)
          FILTER (WHERE u.number <= 20) || CASE WHEN pg_catalog.count(*) > 20 THEN ', …' ELSE '' END
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

  static void refuseLargeObjects(Session session) throws SQLException {
    for (String unreadable : session.texts(LARGE_OBJECTS)) {
      throw new RefusedException(
          "The role %s cannot read large objects, %s; grant it SELECT on them, or membership in their owner"
              .formatted(session.text("SELECT current_user"), unreadable));
    }
  }

  static void refuse(Session session) throws SQLException {
    List<String> unreadable = session.texts(QUERY);
    if (!unreadable.isEmpty()) {
      throw new RefusedException(
          "The role %s cannot read %d table%s or sequence%s: %s; grant it pg_read_all_data (from PostgreSQL 14 on) or SELECT on them"
              .formatted(
                  session.text("SELECT current_user"),
                  unreadable.size(),
                  unreadable.size() == 1 ? "" : "s",
                  unreadable.size() == 1 ? "" : "s",
                  Sql.oneLine(String.join(", ", unreadable))));
    }
  }
}
