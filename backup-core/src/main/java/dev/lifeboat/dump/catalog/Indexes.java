package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Indexes, and the primary key, unique and exclusion constraints that are made of one. */
final class Indexes implements Kind {
  private static final String QUERY =
      """
      SELECT i.indexrelid, i.indrelid, c.relname, n.nspname, c.relkind,
        pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
        'CREATE INDEX ' || pg_catalog.quote_ident(c.relname) || ' ON ' AS beginning,
        i.indisvalid, i.indisclustered, i.indisreplident, c.reloptions,
        coalesce(s.spcname, '') AS tablespace, h.inhparent,
        p.indrelid AS root_table,
        k.oid AS constraint_oid, k.conname, k.contype, k.condeferrable, k.condeferred,
        pg_catalog.pg_get_constraintdef(k.oid) AS constraint_definition,
        ARRAY(SELECT 'ALTER COLUMN ' || a.attnum || ' SET STATISTICS ' || a.attstattarget
              FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0
              ORDER BY a.attnum) AS statistics
      FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
      LEFT JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = i.indexrelid
      LEFT JOIN pg_catalog.pg_index AS p ON p.indexrelid =
        CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid) END
      LEFT JOIN pg_catalog.pg_constraint AS k
        ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
      WHERE {user_schema n}
      ORDER BY i.indexrelid
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    List<Child> children = new ArrayList<>();
    Map<Long, String> names = new HashMap<>();
    ForeignPartitions foreign = ForeignPartitions.of(catalog);
    source.each(
        QUERY,
        row -> {
          Relation table = catalog.relation(row.getLong("indrelid"));
          if (table != null && table.isDumped() && !comesWithExtension(catalog, row)) {
            add(catalog, table, row, names, children, foreign);
          }
        });
    for (Child child : children) {
      if (!foreign.takesChild(child.parent(), child.oid())) {
        addAttach(catalog, child, names);
      }
    }
    foreign.link(catalog);
  }

  /** Attaching a partition to a table of an extension makes the indexes that the table has. */
  private static boolean comesWithExtension(Catalog catalog, ResultSet row) throws SQLException {
    return row.getLong("inhparent") != 0 && catalog.relation(row.getLong("root_table")) == null;
  }

  private static void add(
      Catalog catalog,
      Relation table,
      ResultSet row,
      Map<Long, String> names,
      List<Child> children,
      ForeignPartitions foreign)
      throws SQLException {
    Index index = index(table, row);
    boolean leaf = CatalogReader.letter(row, "relkind") == 'i';
    if (leaf && !row.getBoolean("indisvalid")) {
      catalog.warn(
          "The index "
              + Sql.oneLine(index.sql())
              + " is invalid and was left out; rebuild it with"
              + " REINDEX on the source");
      return;
    }
    if (row.getString("conname") == null) {
      addIndex(catalog, index, foreign.definition(index, row));
    } else {
      KeyConstraints.add(catalog, index, row);
    }
    names.put(index.oid(), index.sql());
    if (table.isPartitioned()) {
      catalog.addIndexOf(table.oid(), index.oid());
    }
    if (row.getLong("inhparent") != 0) {
      children.add(new Child(index.oid(), row.getLong("inhparent")));
    }
  }

  private static Index index(Relation table, ResultSet row) throws SQLException {
    List<String> alterations = new ArrayList<>();
    String sql = Sql.qualified(row.getString("nspname"), row.getString("relname"));
    for (String statistics : CatalogReader.texts(row, "statistics")) {
      alterations.add("ALTER INDEX " + sql + " " + statistics + ";");
    }
    String name = Sql.identifier(row.getString("relname"));
    if (row.getBoolean("indisclustered")) {
      alterations.add("ALTER TABLE " + table.sql() + " CLUSTER ON " + name + ";");
    }
    if (row.getBoolean("indisreplident")) {
      alterations.add(
          "ALTER TABLE ONLY " + table.sql() + " REPLICA IDENTITY USING INDEX " + name + ";");
    }
    return new Index(
        row.getLong("indexrelid"),
        table,
        row.getString("relname"),
        sql,
        row.getString("tablespace"),
        alterations.isEmpty() ? "" : "\n" + String.join("\n", alterations));
  }

  private static void addIndex(Catalog catalog, Index index, String definition) {
    Relation table = index.table();
    catalog
        .add(
            new Node(
                NodeKind.INDEX,
                SystemCatalog.CLASS.id(index.oid()),
                table.schema(),
                index.name(),
                (self, toc) -> write(self, toc, index, definition)))
        .memberOf(table.node());
  }

  private static void write(Node self, TocBuilder toc, Index index, String definition) {
    Relation table = index.table();
    Subject subject = Subject.inSchema("INDEX", table.schema(), index.name(), table.owner());
    toc.add(
        self,
        Draft.of(
                "INDEX",
                index.name(),
                table.schema(),
                table.owner(),
                definition + ";" + index.alterations(),
                "DROP " + subject.sql() + ";")
            .withStorage(index.tablespace(), null, 'i'));
    toc.describe(self.id(), 0, subject);
  }

  private static void addAttach(Catalog catalog, Child link, Map<Long, String> names) {
    Node child = catalog.find(SystemCatalog.CLASS.id(link.oid()));
    Node parent = catalog.find(SystemCatalog.CLASS.id(link.parent()));
    if (child == null || parent == null) {
      return;
    }
    Node attach =
        new Node(
            NodeKind.INDEX_ATTACH,
            CatalogId.NONE,
            child.schema(),
            child.name(),
            Contents.of(
                Draft.of(
                    "INDEX ATTACH",
                    child.name(),
                    child.schema(),
                    "",
                    "ALTER INDEX "
                        + names.get(link.parent())
                        + " ATTACH PARTITION "
                        + names.get(link.oid())
                        + ";",
                    "")));
    attach.memberOf(child);
    attach.memberOf(parent);
    catalog.addIndexAttach(link.parent(), link.oid(), attach);
  }

  /**
   * What an index and the constraint that may be made of it have in common.
   *
   * @param alterations statements that follow the one that makes it
   */
  record Index(
      long oid, Relation table, String name, String sql, String tablespace, String alterations) {}

  /** An index of a partition and the one it is part of. */
  private record Child(long oid, long parent) {}
}
