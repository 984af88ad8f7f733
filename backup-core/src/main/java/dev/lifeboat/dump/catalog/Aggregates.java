package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Aggregate functions. */
final class Aggregates implements Kind {
  private static final String QUERY =
      """
      SELECT p.oid, n.nspname, p.proname, pg_catalog.pg_get_userbyid(p.proowner) AS owner,
        pg_catalog.pg_get_function_arguments(p.oid) AS signature,
        pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments,
        p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, p.proparallel, a.aggkind,
        a.aggtransfn::pg_catalog.text AS sfunc,
        pg_catalog.format_type(a.aggtranstype, NULL) AS stype,
        a.aggtransspace AS sspace,
        nullif(a.aggfinalfn::pg_catalog.text, '-') AS finalfunc,
        a.aggfinalextra, a.aggfinalmodify,
        nullif(a.aggcombinefn::pg_catalog.text, '-') AS combinefunc,
        nullif(a.aggserialfn::pg_catalog.text, '-') AS serialfunc,
        nullif(a.aggdeserialfn::pg_catalog.text, '-') AS deserialfunc,
        a.agginitval AS initcond,
        nullif(a.aggmtransfn::pg_catalog.text, '-') AS msfunc,
        nullif(a.aggminvtransfn::pg_catalog.text, '-') AS minvfunc,
        CASE WHEN a.aggmtranstype <> 0 THEN pg_catalog.format_type(a.aggmtranstype, NULL) END AS mstype,
        a.aggmtransspace AS msspace,
        nullif(a.aggmfinalfn::pg_catalog.text, '-') AS mfinalfunc,
        a.aggmfinalextra, a.aggmfinalmodify,
        a.aggminitval AS minitcond,
        CASE WHEN a.aggsortop <> 0 THEN 'OPERATOR(' || pg_catalog.quote_ident(son.nspname) || '.'
          || so.oprname || ')' END AS sortop
      FROM pg_catalog.pg_proc AS p
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
      JOIN pg_catalog.pg_aggregate AS a ON a.aggfnoid = p.oid
      LEFT JOIN pg_catalog.pg_operator AS so ON so.oid = a.aggsortop
      LEFT JOIN pg_catalog.pg_namespace AS son ON son.oid = so.oprnamespace
      WHERE {user_schema n} AND {no_member pg_proc p}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String schema = row.getString("nspname");
    String name = row.getString("proname");
    String arguments = parentheses(row.getString("arguments"));
    String sql = "AGGREGATE " + Sql.qualified(schema, name) + arguments;
    String tag = Sql.oneLine(name) + arguments;
    Subject subject = new Subject(sql, "AGGREGATE " + tag, schema, row.getString("owner"));
    String create =
        "CREATE AGGREGATE "
            + Sql.qualified(schema, name)
            + parentheses(row.getString("signature"))
            + " (\n    "
            + String.join(",\n    ", parameters(row))
            + "\n);";
    Draft draft = Draft.of("AGGREGATE", tag, schema, subject.owner(), create, "DROP " + sql + ";");
    catalog.add(
        new Node(
            NodeKind.AGGREGATE,
            SystemCatalog.PROC.id(row.getLong("oid")),
            schema,
            tag,
            Contents.of(draft, subject, "FUNCTION " + row.getString("function"))));
  }

  private static String parentheses(String arguments) {
    return "(" + (arguments.isEmpty() ? "*" : arguments) + ")";
  }

  private static List<String> parameters(ResultSet row) throws SQLException {
    List<String> parameters = new ArrayList<>();
    for (String name : List.of("sfunc", "stype")) {
      parameters.add(name + " = " + row.getString(name));
    }
    addNumber(parameters, row, "sspace");
    addText(parameters, row, "finalfunc");
    addFinal(parameters, row, "aggfinalextra", "aggfinalmodify", "finalfunc");
    for (String name : List.of("combinefunc", "serialfunc", "deserialfunc")) {
      addText(parameters, row, name);
    }
    addLiteral(parameters, row, "initcond");
    addMoving(parameters, row);
    addText(parameters, row, "sortop");
    if (CatalogReader.letter(row, "aggkind") == 'h') {
      parameters.add("hypothetical");
    }
    addParallel(parameters, row);
    return parameters;
  }

  private static void addMoving(List<String> parameters, ResultSet row) throws SQLException {
    for (String name : List.of("msfunc", "minvfunc", "mstype")) {
      addText(parameters, row, name);
    }
    addNumber(parameters, row, "msspace");
    addText(parameters, row, "mfinalfunc");
    addFinal(parameters, row, "aggmfinalextra", "aggmfinalmodify", "mfinalfunc");
    addLiteral(parameters, row, "minitcond");
  }

  private static void addText(List<String> parameters, ResultSet row, String name)
      throws SQLException {
    if (row.getString(name) != null) {
      parameters.add(name + " = " + row.getString(name));
    }
  }

  private static void addLiteral(List<String> parameters, ResultSet row, String name)
      throws SQLException {
    if (row.getString(name) != null) {
      parameters.add(name + " = " + Sql.literal(row.getString(name)));
    }
  }

  private static void addNumber(List<String> parameters, ResultSet row, String name)
      throws SQLException {
    if (row.getLong(name) != 0) {
      parameters.add(name + " = " + row.getLong(name));
    }
  }

  /** How the final function may treat the state; ordered-set aggregates differ in the default. */
  private static void addFinal(
      List<String> parameters, ResultSet row, String extra, String modify, String function)
      throws SQLException {
    if (row.getBoolean(extra)) {
      parameters.add(function + "_extra");
    }
    char usual = CatalogReader.letter(row, "aggkind") == 'n' ? 'r' : 'w';
    char actual = CatalogReader.letter(row, modify);
    if (row.getString(function) != null && actual != usual) {
      parameters.add(function + "_modify = " + modification(actual));
    }
  }

  private static String modification(char modify) {
    return switch (modify) {
      case 'r' -> "read_only";
      case 's' -> "shareable";
      default -> "read_write";
    };
  }

  private static void addParallel(List<String> parameters, ResultSet row) throws SQLException {
    switch (CatalogReader.letter(row, "proparallel")) {
      case 's' -> parameters.add("parallel = safe");
      case 'r' -> parameters.add("parallel = restricted");
      default -> {}
    }
  }
}
