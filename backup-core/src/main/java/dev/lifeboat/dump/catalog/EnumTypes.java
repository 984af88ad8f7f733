package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Enumerated types, with their labels in their order. */
final class EnumTypes implements Kind {
  private static final String QUERY =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          ,
            ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum AS e
                  WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
          FROM\s"""
          + TypeNodes.FROM
          + " WHERE t.typtype = 'e' AND "
          + TypeNodes.WHERE;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> TypeNodes.add(catalog, row, "TYPE", create(row)));
  }

  private static String create(ResultSet row) throws SQLException {
    return CatalogReader.texts(row, "labels").stream()
        .map(label -> "    " + Sql.literal(label))
        .collect(
            Collectors.joining(
                ",\n", "CREATE TYPE " + TypeNodes.name(row) + " AS ENUM (\n", "\n);"));
  }
}
