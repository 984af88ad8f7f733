package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Composite types that are not the row type of a relation. */
final class CompositeTypes implements Kind {
  private static final String QUERY =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          , t.typrelid,
            ARRAY(SELECT pg_catalog.quote_ident(a.attname) || ' '
                    || pg_catalog.format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attcollation <> at.typcollation
                       THEN ' COLLATE ' || pg_catalog.quote_ident(cn.nspname) || '.'
                         || pg_catalog.quote_ident(co.collname) ELSE '' END
                  FROM pg_catalog.pg_attribute AS a
                  JOIN pg_catalog.pg_type AS at ON at.oid = a.atttypid
                  LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = a.attcollation
                  LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
                  WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                  ORDER BY a.attnum) AS attributes,
            ARRAY(SELECT a.attnum::pg_catalog.text || ' ' || a.attname
                  FROM pg_catalog.pg_attribute AS a
                  WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                  ORDER BY a.attnum) AS names
          FROM\s"""
          + TypeNodes.FROM
          + " JOIN pg_catalog.pg_class AS r ON r.oid = t.typrelid AND r.relkind = 'c'"
          + " WHERE t.typtype = 'c' AND "
          + TypeNodes.WHERE;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = TypeNodes.name(row);
    List<String> lines = new ArrayList<>();
    for (String attribute : CatalogReader.texts(row, "attributes")) {
      lines.add("    " + attribute);
    }
    String create = "CREATE TYPE " + name + " AS (\n" + String.join(",\n", lines) + "\n);";
    String schema = row.getString("nspname");
    String plain = row.getString("typname");
    Subject subject = Subject.inSchema("TYPE", schema, plain, row.getString("owner"));
    Draft draft =
        Draft.of("TYPE", plain, schema, subject.owner(), create, "DROP " + subject.sql() + ";");
    CatalogId relation = SystemCatalog.CLASS.id(row.getLong("typrelid"));
    Map<Integer, Subject> attributes = attributes(subject, row, plain, name);
    Node.Content type = Contents.of(draft, subject, "TYPE " + name);
    Node node =
        catalog.add(
            new Node(
                NodeKind.TYPE,
                SystemCatalog.TYPE.id(row.getLong("oid")),
                schema,
                plain,
                (self, toc) -> {
                  type.write(self, toc);
                  attributes.forEach((number, column) -> toc.describe(relation, number, column));
                }));
    catalog.alias(relation, node.id());
  }

  /** Attributes by their number; their comments belong to the relation that lies under the type. */
  private static Map<Integer, Subject> attributes(
      Subject type, ResultSet row, String plain, String name) throws SQLException {
    Map<Integer, Subject> attributes = new LinkedHashMap<>();
    for (String numbered : CatalogReader.texts(row, "names")) {
      int space = numbered.indexOf(' ');
      attributes.put(
          Integer.parseInt(numbered.substring(0, space)),
          type.column(plain, name, numbered.substring(space + 1)));
    }
    return attributes;
  }
}
