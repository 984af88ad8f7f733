package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Check constraints of tables, which are parts of them unless they are not validated. */
final class CheckConstraints implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, c.conrelid, c.conname, c.convalidated, c.conislocal,
        pg_catalog.pg_get_constraintdef(c.oid) AS definition
      FROM pg_catalog.pg_constraint AS c
      WHERE c.contype = 'c' AND c.conrelid <> 0
      ORDER BY c.conrelid, c.conname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
    for (Relation table : catalog.relations()) {
      if (table.isTable()) {
        addUnvalidatedNotNulls(catalog, table);
      }
    }
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("conrelid"));
    if (table == null || !table.isDumped()) {
      return;
    }
    if (!row.getBoolean("conislocal") && !table.isPartition()) {
      return; // comes with the parent
    }
    String name = row.getString("conname");
    boolean validated = row.getBoolean("convalidated");
    String clause = "CONSTRAINT " + Sql.identifier(name) + " " + row.getString("definition");
    Node node =
        new Node(
            validated ? NodeKind.CHECK_CONSTRAINT : NodeKind.UNVALIDATED_CONSTRAINT,
            SystemCatalog.CONSTRAINT.id(row.getLong("oid")),
            table.schema(),
            table.name() + " " + name,
            (self, toc) -> write(self, toc, table, name, clause));
    table.checks().add(new Check(catalog.add(node), table, name, clause));
    if (validated) {
      node.partOf(table.node());
    } else {
      node.memberOf(table.node());
    }
  }

  private static void addUnvalidatedNotNulls(Catalog catalog, Relation table) {
    table
        .notNulls()
        .forEach(
            (number, notNull) -> {
              if (!notNull.validated() && (notNull.local() || table.isPartition())) {
                addUnvalidatedNotNull(catalog, table, table.column(number), notNull);
              }
            });
  }

  private static void addUnvalidatedNotNull(
      Catalog catalog, Relation table, Column column, Relation.NotNull notNull) {
    String clause = notNullClause(notNull, column) + " NOT VALID";
    Node node =
        catalog.add(
            new Node(
                NodeKind.UNVALIDATED_CONSTRAINT,
                notNull.id(),
                table.schema(),
                table.name() + " " + notNull.name(),
                (self, toc) -> {
                  write(self, toc, table, notNull.name(), clause);
                  describeInherited(toc, catalog, table, column);
                }));
    node.memberOf(table.node());
  }

  /** Children get it when their parent does, so that only now it can be described. */
  private static void describeInherited(
      TocBuilder toc, Catalog catalog, Relation table, Column column) {
    new InheritedNotNulls(catalog)
        .comingWith(table, column)
        .forEach(
            child ->
                toc.describe(
                    child.notNull().id(), 0, subject(child.table(), child.notNull().name())));
  }

  private static void write(Node self, TocBuilder toc, Relation table, String name, String clause) {
    String alter = "ALTER TABLE " + table.sql(); // not ONLY: children inherit it
    toc.add(
        self,
        Draft.of(
            "CHECK CONSTRAINT",
            table.name() + " " + name,
            table.schema(),
            table.owner(),
            alter + "\n    ADD " + clause + ";",
            alter + " DROP CONSTRAINT " + Sql.identifier(name) + ";"));
    toc.describe(self.id(), 0, subject(table, name));
  }

  /** A constraint as comments name it. */
  static Subject subject(Relation table, String name) {
    return new Subject(
        "CONSTRAINT " + Sql.identifier(name) + " ON " + table.sql(),
        "CONSTRAINT " + name + " ON " + table.name(),
        table.schema(),
        table.owner());
  }

  /** A named NOT NULL constraint as it follows a column. */
  static String notNullClause(Relation.NotNull notNull) {
    return notNullClause(notNull, "");
  }

  /** The same as it stands among the constraints of a table. */
  static String notNullClause(Relation.NotNull notNull, Column column) {
    return notNullClause(notNull, " " + column.sql());
  }

  private static String notNullClause(Relation.NotNull notNull, String column) {
    return "CONSTRAINT "
        + Sql.identifier(notNull.name())
        + " NOT NULL"
        + column
        + (notNull.inherits() ? "" : " NO INHERIT");
  }

  /** A check constraint of a table. */
  record Check(Node node, Relation table, String name, String clause) {
    Subject subject() {
      return CheckConstraints.subject(table, name);
    }
  }
}
