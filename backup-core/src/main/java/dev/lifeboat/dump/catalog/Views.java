package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Views and materialized views.
 *
 * <p>The query of a view is a part of it. Where views need each other in a loop, a view of that
 * loop is made first with empty columns, and gets its query later.
 */
final class Views implements Kind {
  private static final String QUERIES =
      """
      SELECT r.oid, r.ev_class FROM pg_catalog.pg_rewrite AS r
      WHERE r.rulename = '_RETURN' AND r.ev_class >= 16384
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    Map<Long, CatalogId> queries = new HashMap<>();
    source.each(
        QUERIES,
        row -> queries.put(row.getLong("ev_class"), SystemCatalog.REWRITE.id(row.getLong("oid"))));
    for (Relation relation : catalog.relations()) {
      CatalogId query = queries.get(relation.oid());
      if (query != null && relation.isView()) {
        addView(catalog, relation, query);
      } else if (query != null && relation.isMaterializedView()) {
        addMaterializedView(catalog, relation, query);
      }
    }
  }

  private static void addView(Catalog catalog, Relation view, CatalogId queryId) {
    Node query =
        catalog.add(
            new Node(
                NodeKind.VIEW_RULE,
                queryId,
                view.schema(),
                view.name(),
                (self, toc) -> writeQuery(self, toc, view)));
    Node node =
        catalog.add(
            new Node(
                NodeKind.TABLE,
                view.id(),
                view.schema(),
                view.name(),
                (self, toc) -> writeView(self, toc, view, query.embedded())));
    view.setNode(node);
    query.partOf(node);
  }

  private static void writeView(Node self, TocBuilder toc, Relation view, boolean whole) {
    String create = whole ? "CREATE VIEW " + definition(view) : emptyView(view);
    toc.add(
        self,
        Draft.of(
                "VIEW",
                view.name(),
                view.schema(),
                view.owner(),
                create,
                "DROP " + view.subject().sql() + ";")
            .withStorage("", null, 'v'));
    RelationNotes.write(toc, view);
  }

  private static void writeQuery(Node self, TocBuilder toc, Relation view) {
    toc.add(
        self,
        Draft.of(
            "RULE",
            view.name() + " _RETURN",
            view.schema(),
            view.owner(),
            "CREATE OR REPLACE VIEW " + definition(view),
            emptyView(view).replaceFirst("CREATE VIEW", "CREATE OR REPLACE VIEW")));
  }

  private static String definition(Relation view) {
    return view.sql()
        + options(view)
        + " AS\n"
        + Objects.requireNonNull(view.traits().definition());
  }

  private static String options(Relation view) {
    List<String> options = view.traits().options();
    return options.isEmpty() ? "" : " WITH (" + OptionList.sql(options) + ")";
  }

  private static String emptyView(Relation view) {
    return view.columns().stream()
        .map(
            column ->
                "\n    NULL::"
                    + column.type()
                    + (column.collation() == null ? "" : " COLLATE " + column.collation())
                    + " AS "
                    + column.sql())
        .collect(Collectors.joining(",", "CREATE VIEW " + view.sql() + " AS\nSELECT", ";"));
  }

  private static void addMaterializedView(Catalog catalog, Relation view, CatalogId queryId) {
    Node node =
        catalog.add(
            new Node(
                NodeKind.TABLE,
                view.id(),
                view.schema(),
                view.name(),
                (self, toc) -> writeMaterializedView(self, toc, view)));
    view.setNode(node);
    catalog
        .add(new Node(NodeKind.VIEW_RULE, queryId, view.schema(), view.name(), (self, toc) -> {}))
        .lastingPartOf(node);
    if (view.traits().populated()) {
      addRefresh(catalog, view);
    }
  }

  private static void writeMaterializedView(Node self, TocBuilder toc, Relation view) {
    String definition = Objects.requireNonNull(view.traits().definition());
    String query = definition.substring(0, definition.lastIndexOf(';'));
    StringBuilder create = new StringBuilder("CREATE " + view.subject().sql());
    create.append(options(view)).append(" AS\n").append(query).append("\n  WITH NO DATA;");
    for (Column column : view.columns()) {
      TableDefinition.appendStorage(create, view, column);
    }
    toc.add(
        self,
        Draft.of(
                "MATERIALIZED VIEW",
                view.name(),
                view.schema(),
                view.owner(),
                create.toString(),
                "DROP " + view.subject().sql() + ";")
            .withStorage(view.traits().tablespace(), view.traits().accessMethod(), 'm'));
    RelationNotes.write(toc, view);
  }

  private static void addRefresh(Catalog catalog, Relation view) {
    Node refresh =
        new Node(
            NodeKind.REFRESH,
            CatalogId.NONE,
            view.schema(),
            view.name(),
            Contents.of(
                Draft.of(
                    "MATERIALIZED VIEW DATA",
                    view.name(),
                    view.schema(),
                    view.owner(),
                    "REFRESH " + view.subject().sql() + ";",
                    "")));
    refresh.memberOf(view.node());
    catalog.addRefresh(view.node(), refresh);
  }
}
