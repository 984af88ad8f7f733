package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Row security: whether a table has it, and its policies. */
final class Policies implements Kind {
  private static final String QUERY =
      """
      SELECT p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive,
        CASE WHEN p.polroles = '{0}'::pg_catalog.oid[] THEN NULL
          ELSE (SELECT pg_catalog.string_agg(
                  pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.oid)), ', ' ORDER BY r.ordinality)
                FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS r(oid)) END AS roles,
        pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using,
        pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
      FROM pg_catalog.pg_policy AS p
      ORDER BY p.polrelid, p.polname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    for (Relation table : catalog.relations()) {
      if (table.isDumped() && table.traits().rowSecurity()) {
        addRowSecurity(catalog, table);
      }
    }
    source.each(QUERY, row -> addPolicy(catalog, row));
  }

  private static void addRowSecurity(Catalog catalog, Relation table) {
    Node node =
        new Node(
            NodeKind.POLICY,
            new CatalogId(0, table.oid()),
            table.schema(),
            table.name(),
            Contents.of(
                Draft.of(
                    "ROW SECURITY",
                    table.name(),
                    table.schema(),
                    table.owner(),
                    "ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY;",
                    "ALTER TABLE " + table.sql() + " DISABLE ROW LEVEL SECURITY;")));
    node.memberOf(table.node());
    catalog.addUnlisted(node);
  }

  private static void addPolicy(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("polrelid"));
    if (table == null || !table.isDumped()) {
      return;
    }
    String name = row.getString("polname");
    StringBuilder create =
        new StringBuilder("CREATE POLICY " + Sql.identifier(name) + " ON " + table.sql());
    if (!row.getBoolean("polpermissive")) {
      create.append(" AS RESTRICTIVE");
    }
    create.append(command(CatalogReader.letter(row, "polcmd")));
    append(create, " TO ", row.getString("roles"), "");
    append(create, " USING (", row.getString("using"), ")");
    append(create, " WITH CHECK (", row.getString("with_check"), ")");
    TableMembers.add(
        catalog,
        NodeKind.POLICY,
        SystemCatalog.POLICY.id(row.getLong("oid")),
        table,
        "POLICY",
        name,
        create.append(';').toString());
  }

  private static void append(StringBuilder sql, String before, String text, String after) {
    if (text != null) {
      sql.append(before).append(text).append(after);
    }
  }

  private static String command(char code) {
    return switch (code) {
      case 'r' -> " FOR SELECT";
      case 'a' -> " FOR INSERT";
      case 'w' -> " FOR UPDATE";
      case 'd' -> " FOR DELETE";
      default -> "";
    };
  }
}
