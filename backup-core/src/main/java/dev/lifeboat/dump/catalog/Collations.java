package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Collations. */
final class Collations implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.collname, pg_catalog.pg_get_userbyid(c.collowner) AS owner,
        c.collprovider, c.collisdeterministic, c.collcollate, c.collctype,
        {if LOCALES_OF_ALL_PROVIDERS: c.colllocale else
          {if LOCALE_PROVIDERS: c.colliculocale else NULL}} AS locale,
        {if ICU_RULES: c.collicurules else NULL} AS rules
      FROM pg_catalog.pg_collation AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
      WHERE {user_schema n} AND {no_member pg_collation c}
        AND c.collencoding IN (-1,
          (SELECT d.encoding FROM pg_catalog.pg_database AS d
           WHERE d.datname = pg_catalog.current_database()))
      ORDER BY n.nspname, c.collname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String schema = row.getString("nspname");
    String name = row.getString("collname");
    Subject subject = Subject.inSchema("COLLATION", schema, name, row.getString("owner"));
    Draft draft =
        Draft.of(
            "COLLATION",
            name,
            schema,
            subject.owner(),
            "CREATE " + subject.sql() + " (" + String.join(", ", parameters(row)) + ");",
            "DROP " + subject.sql() + ";");
    catalog.add(
        new Node(
            NodeKind.COLLATION,
            SystemCatalog.COLLATION.id(row.getLong("oid")),
            schema,
            name,
            Contents.of(draft, subject)));
  }

  private static List<String> parameters(ResultSet row) throws SQLException {
    List<String> parameters = new ArrayList<>();
    char provider = CatalogReader.letter(row, "collprovider");
    parameters.add("provider = " + providerName(provider));
    if (!row.getBoolean("collisdeterministic")) {
      parameters.add("deterministic = false");
    }
    parameters.addAll(locale(row, provider));
    if (row.getString("rules") != null) {
      parameters.add("rules = " + Sql.literal(row.getString("rules")));
    }
    return parameters;
  }

  private static String providerName(char provider) {
    return switch (provider) {
      case 'c' -> "libc";
      case 'i' -> "icu";
      case 'b' -> "builtin";
      default -> "default";
    };
  }

  private static List<String> locale(ResultSet row, char provider) throws SQLException {
    String collate = row.getString("collcollate");
    String ctype = row.getString("collctype");
    String own = row.getString("locale");
    if (provider != 'c' && own != null) {
      return List.of("locale = " + Sql.literal(own));
    }
    if (collate.equals(ctype)) {
      return List.of("locale = " + Sql.literal(collate));
    }
    return List.of("lc_collate = " + Sql.literal(collate), "lc_ctype = " + Sql.literal(ctype));
  }
}
