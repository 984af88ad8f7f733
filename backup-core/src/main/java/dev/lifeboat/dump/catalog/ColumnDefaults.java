package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.ServerFeature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** Default values and generation expressions of columns, which are parts of their tables. */
final class ColumnDefaults implements Kind {
  /**
   * A default names no column. Were the table told all the same, the server would look at all its
   * columns, each beside each other one, for every expression.
   */
  private static final String QUERY =
      """
      SELECT d.oid, d.adrelid, d.adnum, pg_catalog.pg_get_expr(d.adbin,
        CASE WHEN a.attgenerated <> '' THEN d.adrelid ELSE 0::pg_catalog.oid END) AS expression
      FROM pg_catalog.pg_attrdef AS d
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    boolean stated = source.version().has(ServerFeature.GENERATION_OF_CHILDREN);
    source.each(QUERY, row -> add(catalog, row, stated));
  }

  private static void add(Catalog catalog, ResultSet row, boolean stated) throws SQLException {
    Relation relation = catalog.parent(row.getLong("adrelid"));
    if (relation == null || !relation.isDumped()) {
      return;
    }
    Column column = relation.column(row.getInt("adnum"));
    String expression = row.getString("expression");
    if (relation.node().kind() == NodeKind.EXTENSION) {
      relation.addDefault(new Default(relation.node(), column, expression));
      return;
    }
    if (column.isGenerated() && !mayState(catalog, relation, column, stated)) {
      return; // inherited with the column; a child cannot state one of its own there
    }
    Node node =
        new Node(
            NodeKind.DEFAULT,
            SystemCatalog.ATTRDEF.id(row.getLong("oid")),
            relation.schema(),
            relation.name() + " " + column.name(),
            (self, toc) -> write(self, toc, relation, column));
    Default value = new Default(catalog.add(node), column, expression);
    relation.addDefault(value);
    if (column.isGenerated()) {
      node.lastingPartOf(relation.node());
    } else if (relation.isTable() && relation.lists(column)) {
      node.partOf(relation.node());
    } else {
      node.memberOf(relation.node());
    }
  }

  /**
   * Whether a definition may tell how a column is generated.
   *
   * @param besides whether it may also where a parent tells
   */
  private static boolean mayState(
      Catalog catalog, Relation relation, Column column, boolean besides) {
    return relation.lists(column)
        && (besides || relation.isPartition() || !isGeneratedInParent(catalog, relation, column));
  }

  private static boolean isGeneratedInParent(Catalog catalog, Relation relation, Column column) {
    return relation.parents().stream()
        .map(catalog::parent)
        .filter(Objects::nonNull)
        .flatMap(parent -> parent.columns().stream())
        .anyMatch(other -> other.isGenerated() && other.name().equals(column.name()));
  }

  private static void write(Node self, TocBuilder toc, Relation relation, Column column) {
    Default value = relation.defaults().get(column.number());
    String alter = "ALTER TABLE ONLY " + relation.sql() + " ALTER COLUMN " + column.sql();
    toc.add(
        self,
        Draft.of(
            "DEFAULT",
            relation.name() + " " + column.name(),
            relation.schema(),
            relation.owner(),
            alter + " SET " + value.clause() + ";",
            alter + " DROP DEFAULT;"));
  }

  /** The default value of a column, or the expression that generates it. */
  record Default(Node node, Column column, String expression) {
    String clause() {
      return switch (column.generated()) {
        case 's' -> "GENERATED ALWAYS AS (" + expression + ") STORED";
        case 'v' -> "GENERATED ALWAYS AS (" + expression + ")";
        default -> "DEFAULT " + expression;
      };
    }
  }
}
