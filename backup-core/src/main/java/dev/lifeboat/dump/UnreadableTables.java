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
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
            AND d.deptype = 'e')
        AND (NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          OR NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
          OR (c.relkind = 'r' AND pg_catalog.row_security_active(c.oid)))
      ORDER BY n.nspname, c.relname
      """;

  private UnreadableTables() {}

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
