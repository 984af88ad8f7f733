package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Shell types: names of types that are to be made later, so that the functions which a type is made
 * of can be made before it. Some are left without their type.
 */
final class ShellTypes implements Kind {
  /** The functions are those that know the type before it is made. */
  private static final String BEFORE_THEIR_TYPE =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          , ARRAY[t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout,
              t.typanalyze, {if TYPE_SUBSCRIPTS: t.typsubscript else 0}, r.rngcanonical, r.rngsubdiff
            ]::pg_catalog.oid[]::pg_catalog.int8[] AS functions
          FROM\s"""
          + TypeNodes.FROM
          + """

          LEFT JOIN pg_catalog.pg_range AS r ON r.rngtypid = t.oid
          WHERE (t.typtype = 'b' OR r.rngcanonical <> 0) AND t.typisdefined
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS e WHERE e.typarray = t.oid)
            AND\s"""
          + TypeNodes.WHERE;

  private static final String WITHOUT_TYPE =
      "SELECT "
          + TypeNodes.COLUMNS
          + " FROM "
          + TypeNodes.FROM
          + " WHERE NOT t.typisdefined AND "
          + TypeNodes.WHERE;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(WITHOUT_TYPE, row -> TypeNodes.add(catalog, row, "TYPE", create(row)));
    source.each(BEFORE_THEIR_TYPE, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    CatalogId id = SystemCatalog.TYPE.id(row.getLong("oid"));
    Node type = catalog.find(id);
    if (type == null) {
      return;
    }
    Draft draft =
        Draft.of("SHELL TYPE", type.name(), type.schema(), row.getString("owner"), create(row), "");
    Node shell =
        catalog.addUnlisted(
            new Node(
                NodeKind.TYPE, CatalogId.NONE, type.schema(), type.name(), Contents.of(draft)));
    needSchema(catalog, row, shell);
    type.need(shell);
    Array functions = row.getArray("functions");
    for (Long function : (Long[]) functions.getArray()) {
      Node made = function == null ? null : catalog.find(SystemCatalog.PROC.id(function));
      if (made != null) {
        made.need(shell);
        catalog.ignoreDependency(made, type);
      }
    }
  }

  private static void needSchema(Catalog catalog, ResultSet row, Node shell) throws SQLException {
    Node schema = catalog.find(SystemCatalog.NAMESPACE.id(row.getLong("typnamespace")));
    if (schema != null) {
      shell.need(schema);
    }
  }

  private static String create(ResultSet row) throws SQLException {
    return "CREATE TYPE " + Sql.qualified(row.getString("nspname"), row.getString("typname")) + ";";
  }
}
