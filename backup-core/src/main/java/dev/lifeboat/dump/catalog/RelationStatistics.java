package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.catalog.StatisticsSource.Columns;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ANALYZE found of tables, indexes and materialized views. Only where the statistics belong is
 * read here; {@link StatisticsReader} reads them when they are written, since those of a large
 * source are many times as large as all of its definitions.
 */
final class RelationStatistics implements Kind {
  private static final String INDEXES =
      """
      SELECT i.indexrelid, i.indrelid, c.relname,
        i.indexprs IS NOT NULL AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') AS hidden
      FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE {user_schema n}
      ORDER BY i.indexrelid
      """;

  private static final String HIDDEN_TABLES =
      """
      SELECT c.oid
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity
        AND pg_catalog.row_security_active(c.oid) AND {user_schema n}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    if (!source.scope().content().has(Part.STATISTICS)) {
      return;
    }
    for (Relation relation : catalog.relations()) {
      if (relation.isDumped() && (relation.isTable() || relation.isMaterializedView())) {
        addRelation(catalog, relation);
      }
    }
    List<String> hidden = new ArrayList<>();
    source.each(INDEXES, row -> addIndex(catalog, row, hidden));
    source.each(HIDDEN_TABLES, row -> addHidden(catalog.relation(row.getLong("oid")), hidden));
    if (!hidden.isEmpty()) {
      catalog.warn(
          "The statistics of %d tables or indexes cannot be seen by this role and are left out: %s"
              .formatted(hidden.size(), Sql.oneLine(String.join(", ", hidden))));
    }
  }

  private static void addHidden(@Nullable Relation table, List<String> hidden) {
    if (table != null && table.isDumped()) {
      hidden.add(table.sql());
    }
  }

  private static void addRelation(Catalog catalog, Relation relation) {
    Node refresh = catalog.refreshes().get(relation.node());
    NodeKind kind =
        relation.isMaterializedView() ? NodeKind.LATE_STATISTICS : NodeKind.TABLE_STATISTICS;
    Node node = node(kind, relation.schema(), relation.name(), relation.oid(), Columns.NAMED);
    catalog.addUnlisted(node.memberOf(relation.node()));
    if (refresh != null) {
      node.need(refresh);
    }
  }

  /** Refreshing a materialized view makes its indexes again. */
  private static void addIndex(Catalog catalog, ResultSet row, List<String> hidden)
      throws SQLException {
    long oid = row.getLong("indexrelid");
    Relation table = catalog.relation(row.getLong("indrelid"));
    Node index = catalog.find(SystemCatalog.CLASS.id(oid));
    if (table == null || index == null) {
      return;
    }
    String name = row.getString("relname");
    Node node = node(NodeKind.LATE_STATISTICS, table.schema(), name, oid, Columns.NUMBERED);
    catalog.addUnlisted(node.memberOf(index));
    Node refresh = catalog.refreshes().get(table.node());
    if (refresh != null) {
      node.need(refresh);
    }
    if (row.getBoolean("hidden")) {
      hidden.add(Sql.qualified(table.schema(), name));
    }
  }

  private static Node node(NodeKind kind, String schema, String name, long oid, Columns columns) {
    return new Node(
        kind,
        CatalogId.NONE,
        schema,
        name,
        (self, toc) ->
            toc.addStatistics(
                self,
                Draft.of(TocEntry.STATISTICS_DATA, name, schema, "", "", ""),
                new StatisticsSource(oid, name, columns)));
  }
}
