package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Operators. */
final class Operators implements Kind {
  private static final String QUERY =
      """
      SELECT o.oid, n.nspname, o.oprname, pg_catalog.pg_get_userbyid(o.oprowner) AS owner,
        o.oprcode::pg_catalog.text AS code,
        CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END AS leftarg,
        CASE WHEN o.oprright <> 0 THEN pg_catalog.format_type(o.oprright, NULL) END AS rightarg,
        CASE WHEN o.oprcom <> 0 THEN 'OPERATOR(' || pg_catalog.quote_ident(cn.nspname) || '.'
          || c.oprname || ')' END AS commutator,
        CASE WHEN o.oprnegate <> 0 THEN 'OPERATOR(' || pg_catalog.quote_ident(nn.nspname) || '.'
          || g.oprname || ')' END AS negator,
        nullif(o.oprrest::pg_catalog.text, '-') AS restrict,
        nullif(o.oprjoin::pg_catalog.text, '-') AS join,
        o.oprcanhash, o.oprcanmerge
      FROM pg_catalog.pg_operator AS o
      JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
      LEFT JOIN pg_catalog.pg_operator AS c ON c.oid = o.oprcom
      LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.oprnamespace
      LEFT JOIN pg_catalog.pg_operator AS g ON g.oid = o.oprnegate
      LEFT JOIN pg_catalog.pg_namespace AS nn ON nn.oid = g.oprnamespace
      WHERE o.oprcode <> 0 AND {user_schema n} AND {no_member pg_operator o}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String schema = row.getString("nspname");
    String symbol = row.getString("oprname");
    String operator = Sql.identifier(schema) + "." + symbol;
    String operands =
        " (" + operand(row.getString("leftarg")) + ", " + operand(row.getString("rightarg")) + ")";
    String sql = "OPERATOR " + operator + operands;
    Subject subject =
        new Subject(sql, "OPERATOR " + symbol + operands, schema, row.getString("owner"));
    String create =
        "CREATE OPERATOR "
            + operator
            + " (\n    "
            + String.join(",\n    ", parameters(row))
            + "\n);";
    Draft draft =
        Draft.of("OPERATOR", symbol, schema, subject.owner(), create, "DROP " + sql + ";");
    catalog.add(
        new Node(
            NodeKind.OPERATOR,
            SystemCatalog.OPERATOR.id(row.getLong("oid")),
            schema,
            symbol + operands,
            Contents.of(draft, subject)));
  }

  private static String operand(String type) {
    return type == null ? "NONE" : type;
  }

  private static List<String> parameters(ResultSet row) throws SQLException {
    List<String> parameters = new ArrayList<>();
    parameters.add("FUNCTION = " + row.getString("code"));
    for (String name :
        List.of("leftarg", "rightarg", "commutator", "negator", "restrict", "join")) {
      if (row.getString(name) != null) {
        parameters.add(name.toUpperCase(java.util.Locale.ROOT) + " = " + row.getString(name));
      }
    }
    if (row.getBoolean("oprcanhash")) {
      parameters.add("HASHES");
    }
    if (row.getBoolean("oprcanmerge")) {
      parameters.add("MERGES");
    }
    return parameters;
  }
}
