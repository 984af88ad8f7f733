package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The SQL that makes a table, with those of its parts that are not made on their own. */
final class TableDefinition {
  private final Relation table;
  private final Catalog catalog;
  private final InheritedNotNulls notNulls;

  TableDefinition(Relation table, Catalog catalog) {
    this.table = table;
    this.catalog = catalog;
    this.notNulls = new InheritedNotNulls(catalog);
  }

  Relation table() {
    return table;
  }

  /** The named NOT NULL constraints that the table has as soon as it is made. */
  List<Relation.NotNull> notNulls() {
    return table.notNulls().entrySet().stream()
        .filter(each -> notNulls.isMadeWith(table, table.column(each.getKey()), each.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }

  String sql() {
    StringBuilder sql = new StringBuilder("CREATE ");
    if (table.traits().persistence() == 'u') {
      sql.append("UNLOGGED ");
    }
    sql.append(table.keyword()).append(' ').append(table.sql());
    if (table.traits().ofType() != null) {
      sql.append(" OF ").append(table.traits().ofType());
    }
    appendElements(sql);
    appendParents(sql);
    if (table.isPartitioned()) {
      sql.append("\nPARTITION BY ").append(table.traits().partitionKey());
    }
    Relation.Foreign foreign = table.traits().foreign();
    if (foreign != null) {
      sql.append("\nSERVER ").append(Sql.identifier(foreign.server()));
      sql.append(OptionList.clause(foreign.options()));
    }
    if (!table.traits().options().isEmpty()) {
      sql.append("\nWITH (").append(OptionList.sql(table.traits().options())).append(')');
    }
    sql.append(';');
    appendAlterations(sql);
    return sql.toString();
  }

  private void appendElements(StringBuilder sql) {
    List<String> elements = new ArrayList<>();
    for (Column column : table.columns()) {
      if (table.lists(column)) {
        elements.add(element(column));
      } else {
        addNotNull(elements, column);
      }
    }
    for (CheckConstraints.Check check : table.checks()) {
      if (check.node().embedded()) {
        elements.add(check.clause());
      }
    }
    if (elements.isEmpty() && table.traits().ofType() != null) {
      return;
    }
    sql.append(
        elements.stream().map(e -> "\n    " + e).collect(Collectors.joining(",", " (", "\n)")));
  }

  /** With a column that it inherits, a constraint can only get a name of its own here. */
  private void addNotNull(List<String> elements, Column column) {
    Relation.NotNull named = table.notNulls().get(column.number());
    if (named != null && notNulls.isStated(table, column, named)) {
      elements.add(CheckConstraints.notNullClause(named, column));
    }
  }

  private String element(Column column) {
    StringBuilder sql = new StringBuilder(column.sql());
    if (table.traits().ofType() == null) {
      sql.append(' ').append(column.type());
    } else {
      sql.append(" WITH OPTIONS");
    }
    if (column.collation() != null && table.traits().ofType() == null) {
      sql.append(" COLLATE ").append(column.collation());
    }
    ColumnDefaults.Default value = table.defaults().get(column.number());
    if (value != null && value.node().embedded()) {
      sql.append(' ').append(value.clause());
    } else if (value == null && inheritsDefault(column)) {
      sql.append(" DEFAULT NULL");
    }
    return sql.append(notNull(column)).toString();
  }

  private String notNull(Column column) {
    if (!column.refusesNull()) {
      return "";
    }
    Relation.NotNull named = table.notNulls().get(column.number());
    if (named != null) {
      return notNulls.isStated(table, column, named)
          ? " " + CheckConstraints.notNullClause(named)
          : "";
    }
    return table.isPartition() || !inheritsNotNull(column) ? " NOT NULL" : "";
  }

  private boolean inheritsNotNull(Column column) {
    return parentColumns(column).stream().anyMatch(ParentColumn::refusesNull);
  }

  private boolean inheritsDefault(Column column) {
    return !table.isPartition()
        && !column.isGenerated()
        && column.identity() == '\0'
        && parentColumns(column).stream().anyMatch(ParentColumn::hasDefault);
  }

  private List<ParentColumn> parentColumns(Column column) {
    return table.parents().stream()
        .map(catalog::parent)
        .filter(Objects::nonNull)
        .flatMap(
            parent ->
                parent.columns().stream()
                    .filter(other -> other.name().equals(column.name()))
                    .map(other -> new ParentColumn(parent, other)))
        .toList();
  }

  private void appendParents(StringBuilder sql) {
    if (table.parents().isEmpty() || table.isPartition()) {
      return;
    }
    sql.append(
        table.parents().stream()
            .map(catalog::parent)
            .filter(Objects::nonNull)
            .map(Relation::sql)
            .collect(Collectors.joining(", ", "\nINHERITS (", ")")));
  }

  private void appendAlterations(StringBuilder sql) {
    for (Column column : table.columns()) {
      appendColumnAlterations(sql, column);
    }
    if (!table.isForeign()) {
      appendReplicaIdentity(sql);
    }
    if (table.isPartitioned() && table.traits().accessMethod() != null) {
      // no setting can give it this one, which is for partitions to come
      appendAlteration(sql, "SET ACCESS METHOD " + Sql.identifier(table.traits().accessMethod()));
    }
    if (table.traits().forcesRowSecurity()) {
      appendAlteration(sql, "FORCE ROW LEVEL SECURITY");
    }
  }

  private void appendReplicaIdentity(StringBuilder sql) {
    switch (table.traits().replicaIdentity()) {
      case 'f' -> appendAlteration(sql, "REPLICA IDENTITY FULL");
      case 'n' -> appendAlteration(sql, "REPLICA IDENTITY NOTHING");
      default -> {}
    }
  }

  private void appendColumnAlterations(StringBuilder sql, Column column) {
    String alter = "ALTER COLUMN " + column.sql() + " ";
    if (!table.lists(column)) {
      appendInheritedAlterations(sql, column, alter);
    }
    appendStorage(sql, table, column);
    if (!column.foreignOptions().isEmpty()) {
      appendAlteration(sql, alter.stripTrailing() + OptionList.clause(column.foreignOptions()));
    }
  }

  /** How the values of a column are kept and sampled, where that was stated. */
  static void appendStorage(StringBuilder sql, Relation relation, Column column) {
    String alter = "ALTER COLUMN " + column.sql() + " ";
    if (column.statistics() != null) {
      appendAlteration(sql, relation, alter + "SET STATISTICS " + column.statistics());
    }
    if (column.storage() != null) {
      appendAlteration(sql, relation, alter + "SET STORAGE " + column.storage());
    }
    if (column.compression() != null) {
      appendAlteration(sql, relation, alter + "SET COMPRESSION " + column.compression());
    }
    if (!column.options().isEmpty()) {
      appendAlteration(sql, relation, alter + "SET (" + OptionList.sql(column.options()) + ")");
    }
  }

  /** What a child states about a column that its definition does not list. */
  private void appendInheritedAlterations(StringBuilder sql, Column column, String alter) {
    Relation.NotNull named = table.notNulls().get(column.number());
    if (named == null && column.refusesNull() && !inheritsNotNull(column)) {
      appendAlteration(sql, alter + "SET NOT NULL");
    }
    if (!table.defaults().containsKey(column.number()) && inheritsDefault(column)) {
      appendAlteration(sql, alter + "DROP DEFAULT");
    }
  }

  private void appendAlteration(StringBuilder sql, String action) {
    appendAlteration(sql, table, action);
  }

  private static void appendAlteration(StringBuilder sql, Relation relation, String action) {
    sql.append("\nALTER ")
        .append(relation.keyword())
        .append(relation.isTable() ? " ONLY" : "")
        .append(' ')
        .append(relation.sql())
        .append(' ')
        .append(action)
        .append(';');
  }

  private record ParentColumn(Relation parent, Column column) {
    boolean refusesNull() {
      Relation.NotNull named = parent.notNulls().get(column.number());
      return column.refusesNull() && (named == null || named.inherits());
    }

    boolean hasDefault() {
      return parent.defaults().containsKey(column.number());
    }
  }
}
