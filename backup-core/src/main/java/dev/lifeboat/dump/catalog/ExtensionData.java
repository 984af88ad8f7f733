package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The rows of tables, and the values of sequences, that an extension makes but users fill.
 *
 * <p>An extension registers them with {@code pg_extension_config_dump()}, with a condition on which
 * rows are theirs (see section "Extension Configuration Tables" of PostgreSQL's documentation). The
 * tables come with the extension, with their foreign keys, so that data comes in their order.
 */
final class ExtensionData implements Kind {
  private static final String REGISTERED =
      """
      SELECT e.oid AS extension, u.relation AS oid, e.extcondition[u.number] AS condition
      FROM pg_catalog.pg_extension AS e,
        pg_catalog.unnest(e.extconfig) WITH ORDINALITY AS u(relation, number)
      """;

  private static final String QUERY =
      """
      SELECT x.extension, x.oid, x.condition, n.nspname, c.relname, c.relkind, am.amname,
        pg_catalog.pg_get_userbyid(c.relowner) AS owner,
        pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::pg_catalog.int8
          AS pages
      FROM (%s) AS x
      JOIN pg_catalog.pg_class AS c ON c.oid = x.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
      WHERE c.relkind IN ('r', 'S')
      ORDER BY c.oid
      """
          .formatted(REGISTERED);

  private static final String FOREIGN_KEYS =
      """
      SELECT DISTINCT k.conrelid, k.confrelid
      FROM pg_catalog.pg_constraint AS k
      WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
        AND k.conrelid IN (SELECT x.oid FROM (%s) AS x)
      """
          .formatted(REGISTERED);

  private final Map<Long, Relation> relations = new HashMap<>();
  private final Map<Long, Node> data = new HashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> addRelation(catalog, row));
    if (relations.isEmpty()) {
      return;
    }
    Relations.readColumns(source, relations::get);
    for (Relation relation : relations.values()) {
      if (relation.isSequence()) {
        catalog.addSequenceNode(relation);
      } else {
        data.put(relation.oid(), Tables.addData(catalog, relation, UnaryOperator.identity()));
      }
    }
    source.each(FOREIGN_KEYS, row -> order(data.get(row.getLong(1)), data.get(row.getLong(2))));
  }

  /** Not a relation of the catalog, as nothing of it is made but its data. */
  private void addRelation(Catalog catalog, ResultSet row) throws SQLException {
    Node extension =
        catalog.find(new CatalogId(SystemCatalog.EXTENSION.oid(), row.getLong("extension")));
    if (extension == null) {
      return;
    }
    Relation relation =
        new Relation(
            row.getLong("oid"),
            new Relation.Traits(
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("owner"),
                CatalogReader.letter(row, "relkind"),
                'p',
                List.of(),
                "",
                row.getString("amname"),
                'd',
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                true,
                row.getLong("pages")));
    relation.setNode(extension);
    relation.setCondition(CatalogReader.text(row, "condition"));
    relations.put(relation.oid(), relation);
  }

  private static void order(Node referring, Node referred) {
    if (referring != null && referred != null) {
      referring.need(referred);
    }
  }
}
