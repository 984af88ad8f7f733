package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Functions, window functions and procedures. */
final class Functions implements Kind {
  private static final String QUERY =
      """
      SELECT p.oid, n.nspname, p.proname, pg_catalog.pg_get_userbyid(p.proowner) AS owner,
        p.prokind, pg_catalog.pg_get_functiondef(p.oid) AS definition,
        pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments
      FROM pg_catalog.pg_proc AS p
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
      WHERE {user_schema n} AND {no_member pg_proc p} AND p.prokind <> 'a'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
            AND d.deptype = 'i')
      """;
  private static final String REPLACING = "CREATE OR REPLACE ";

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String schema = row.getString("nspname");
    String name = row.getString("proname");
    String arguments = "(" + row.getString("arguments") + ")";
    String keyword = CatalogReader.letter(row, "prokind") == 'p' ? "PROCEDURE" : "FUNCTION";
    String sql = keyword + " " + Sql.qualified(schema, name) + arguments;
    String tag = Sql.oneLine(name) + arguments;
    Subject subject = new Subject(sql, keyword + " " + tag, schema, row.getString("owner"));
    Draft draft =
        Draft.of(
            keyword,
            tag,
            schema,
            subject.owner(),
            create(row.getString("definition")),
            "DROP " + sql + ";");
    catalog.add(
        new Node(
            NodeKind.FUNCTION,
            SystemCatalog.PROC.id(row.getLong("oid")),
            schema,
            tag,
            Contents.of(draft, subject, sql)));
  }

  /** The server's text would replace a function of the same name; a restore must not. */
  private static String create(String definition) {
    String made = definition.stripTrailing();
    return (made.startsWith(REPLACING) ? "CREATE " + made.substring(REPLACING.length()) : made)
        + ";";
  }
}
