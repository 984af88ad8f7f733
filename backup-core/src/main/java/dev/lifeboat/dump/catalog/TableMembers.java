package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;

/** Adds objects that have a name within a table: rules, triggers and policies. */
final class TableMembers {
  private TableMembers() {}

  /**
   * Adds one.
   *
   * @param keyword {@code RULE}, {@code TRIGGER} or {@code POLICY}
   * @param create the whole SQL that makes it
   */
  static Node add(
      Catalog catalog,
      NodeKind kind,
      CatalogId id,
      Relation table,
      String keyword,
      String name,
      String create) {
    String sql = keyword + " " + Sql.identifier(name) + " ON " + table.sql();
    Subject subject =
        new Subject(
            sql, keyword + " " + name + " ON " + table.name(), table.schema(), table.owner());
    String tag = table.name() + " " + name;
    Draft draft =
        Draft.of(keyword, tag, table.schema(), table.owner(), create, "DROP " + sql + ";");
    Node node = catalog.add(new Node(kind, id, table.schema(), tag, Contents.of(draft, subject)));
    node.memberOf(table.node());
    return node;
  }

  /**
   * The statement that states when a rule or trigger fires, where it is not the usual way.
   *
   * @param state {@code O} for the usual way, {@code D} disabled, {@code R} on replicas, {@code A}
   *     always
   */
  static String firing(Relation table, String keyword, String name, char state) {
    String action =
        switch (state) {
          case 'D' -> "DISABLE";
          case 'R' -> "ENABLE REPLICA";
          case 'A' -> "ENABLE ALWAYS";
          default -> "ENABLE";
        };
    return "ALTER TABLE "
        + table.sql()
        + " "
        + action
        + " "
        + keyword
        + " "
        + Sql.identifier(name)
        + ";";
  }
}
