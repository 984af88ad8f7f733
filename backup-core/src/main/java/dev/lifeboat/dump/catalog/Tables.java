package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tables, partitioned or not, and their data; foreign tables, whose data is elsewhere. */
final class Tables implements Kind {
  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    PartitionRoots roots = PartitionRoots.read(source, catalog);
    for (Relation relation : catalog.relations()) {
      if (relation.isTable()) {
        add(catalog, relation);
      }
      if (hasRows(source, relation)) {
        addData(catalog, relation, roots::target);
      }
    }
    for (Relation relation : catalog.relations()) {
      if (relation.isTable() && relation.isPartition()) {
        addAttach(catalog, relation);
      }
    }
  }

  private static boolean hasRows(CatalogReader source, Relation relation) {
    if (!relation.isTable() || relation.isPartitioned()) {
      return false;
    }
    Relation.Foreign foreign = relation.traits().foreign();
    if (foreign != null) {
      return source.selection().hasForeignRows(foreign.server());
    }
    return relation.traits().persistence() != 'u'
        || !source.scope().omits(Omission.UNLOGGED_TABLE_DATA);
  }

  private static void add(Catalog catalog, Relation table) {
    Node node =
        catalog.add(
            new Node(
                NodeKind.TABLE,
                table.id(),
                table.schema(),
                table.name(),
                (self, toc) -> write(self, toc, new TableDefinition(table, catalog))));
    table.setNode(node);
  }

  private static void write(Node self, TocBuilder toc, TableDefinition definition) {
    Relation table = definition.table();
    Subject subject = table.subject();
    toc.add(
        self,
        Draft.of(
                table.keyword(),
                table.name(),
                table.schema(),
                table.owner(),
                definition.sql(),
                "DROP " + subject.sql() + ";")
            .withStorage(table.traits().tablespace(), accessMethod(table), table.traits().kind()));
    RelationNotes.write(toc, table);
    for (CheckConstraints.Check check : table.checks()) {
      if (check.node().embedded()) {
        toc.describe(check.node().id(), 0, check.subject());
      }
    }
    for (Relation.NotNull notNull : definition.notNulls()) {
      toc.describe(notNull.id(), 0, CheckConstraints.subject(table, notNull.name()));
    }
  }

  /** A partitioned table states its own. */
  private static @Nullable String accessMethod(Relation table) {
    return table.isPartitioned() ? null : table.traits().accessMethod();
  }

  /**
   * Adds the rows of a table.
   *
   * @param targets gives the table that they are loaded into
   */
  static Node addData(Catalog catalog, Relation table, UnaryOperator<Relation> targets) {
    Node data =
        new Node(
            NodeKind.TABLE_DATA,
            new CatalogId(0, table.oid()),
            table.schema(),
            table.name(),
            (self, toc) -> writeData(self, toc, table, targets.apply(table)));
    data.memberOf(table.node());
    return catalog.addUnlisted(data);
  }

  private static void writeData(Node self, TocBuilder toc, Relation table, Relation target) {
    TableRows rows = new TableRows(table, target, self);
    String mark = target == table ? "" : TocEntry.THROUGH_ROOT + Sql.oneLine(target.sql());
    toc.add(
        self,
        Draft.of(TocEntry.TABLE_DATA, table.name(), table.schema(), table.owner(), mark, "")
            .withData("COPY " + target.sql() + rows.columnList() + " FROM stdin;\n"));
    toc.hasData(rows);
  }

  private static void addAttach(Catalog catalog, Relation partition) {
    Relation parent = catalog.parent(partition.parents().get(0));
    if (parent == null || !parent.isDumped()) {
      return;
    }
    String create =
        "ALTER TABLE ONLY "
            + parent.sql()
            + " ATTACH PARTITION "
            + partition.sql()
            + " "
            + partition.traits().partitionBound()
            + ";";
    Node attach =
        new Node(
            NodeKind.TABLE_ATTACH,
            CatalogId.NONE,
            partition.schema(),
            partition.name(),
            Contents.of(
                Draft.of(
                    "TABLE ATTACH",
                    partition.name(),
                    partition.schema(),
                    partition.owner(),
                    create,
                    "")));
    attach.memberOf(parent.node());
    attach.memberOf(partition.node());
    partition.setAttach(attach);
    catalog.addUnlisted(attach);
  }
}
