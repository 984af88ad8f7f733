package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table, foreign table, view, materialized view or sequence, as several queries put it together.
 */
final class Relation {
  private final long oid;
  private final Traits traits;
  private final List<Column> columns = new ArrayList<>(4);
  private final List<Long> parents = new ArrayList<>(0);
  private Map<Integer, ColumnDefaults.Default> defaults = Map.of();
  private Map<Integer, NotNull> notNulls = Map.of();
  private final List<CheckConstraints.Check> checks = new ArrayList<>(0);
  private @Nullable Node node;
  private @Nullable Node attach;
  private String condition = "";

  Relation(long oid, Traits traits) {
    this.oid = oid;
    this.traits = traits;
  }

  long oid() {
    return oid;
  }

  CatalogId id() {
    return SystemCatalog.CLASS.id(oid);
  }

  Traits traits() {
    return traits;
  }

  String schema() {
    return traits.schema();
  }

  String name() {
    return traits.name();
  }

  String owner() {
    return traits.owner();
  }

  /** Its name as SQL. */
  String sql() {
    return Sql.qualified(schema(), name());
  }

  Subject subject() {
    return Subject.inSchema(keyword(), schema(), name(), owner());
  }

  /** What statements call this kind of relation. */
  String keyword() {
    return switch (traits.kind()) {
      case 'v' -> "VIEW";
      case 'm' -> "MATERIALIZED VIEW";
      case 'S' -> "SEQUENCE";
      case 'f' -> "FOREIGN TABLE";
      default -> "TABLE";
    };
  }

  boolean isTable() {
    return traits.kind() == 'r' || isPartitioned() || isForeign();
  }

  boolean isForeign() {
    return traits.foreign() != null;
  }

  boolean isPartitioned() {
    return traits.kind() == 'p';
  }

  boolean isView() {
    return traits.kind() == 'v';
  }

  boolean isMaterializedView() {
    return traits.kind() == 'm';
  }

  boolean isSequence() {
    return traits.kind() == 'S';
  }

  boolean isPartition() {
    return traits.partitionBound() != null;
  }

  List<Column> columns() {
    return columns;
  }

  Column column(int number) {
    return columns.stream()
        .filter(column -> column.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No column " + number + " in " + sql()));
  }

  /** Whether the definition of the table itself lists a column. */
  boolean lists(Column column) {
    return column.local() || isPartition();
  }

  /** The tables it inherits from, in their order; for a partition, the partitioned table. */
  List<Long> parents() {
    return parents;
  }

  Map<Integer, ColumnDefaults.Default> defaults() {
    return defaults;
  }

  void addDefault(ColumnDefaults.Default value) {
    defaults = defaults.isEmpty() ? new HashMap<>(2) : defaults;
    defaults.put(value.column().number(), value);
  }

  void addNotNull(int column, NotNull constraint) {
    notNulls = notNulls.isEmpty() ? new HashMap<>(2) : notNulls;
    notNulls.put(column, constraint);
  }

  /** Named NOT NULL constraints by column, which PostgreSQL has from version 18 on. */
  Map<Integer, NotNull> notNulls() {
    return notNulls;
  }

  List<CheckConstraints.Check> checks() {
    return checks;
  }

  Node node() {
    return java.util.Objects.requireNonNull(node, "node");
  }

  boolean isDumped() {
    return node != null;
  }

  void setNode(Node newNode) {
    node = newNode;
  }

  /** States what makes it a partition. */
  void setAttach(Node newAttach) {
    attach = newAttach;
  }

  /** Whether an entry was written that makes it a partition. */
  boolean isAttached() {
    return attach != null && attach.dumpId() != 0;
  }

  /** The columns whose values are data, in the order in which COPY has them. */
  List<String> dataColumns() {
    return columns.stream().filter(column -> !column.isGenerated()).map(Column::name).toList();
  }

  /** The same in the order of another table, such as the one that it is a partition of. */
  List<String> dataColumns(Relation other) {
    if (other == this) {
      return dataColumns();
    }
    List<String> ordered = new ArrayList<>(other.dataColumns());
    ordered.retainAll(Set.copyOf(dataColumns()));
    return ordered;
  }

  /** What chooses the rows that are data, beginning with WHERE; empty for all. */
  String condition() {
    return condition;
  }

  void setCondition(String newCondition) {
    condition = newCondition;
  }

  /**
   * What {@code pg_class} says of a relation.
   *
   * @param kind {@code relkind}
   * @param persistence {@code relpersistence}
   * @param options reloptions, each {@code name=value}, those of the TOAST table with {@code
   *     toast.}
   * @param definition the query of a view
   */
  record Traits(
      String schema,
      String name,
      String owner,
      char kind,
      char persistence,
      List<String> options,
      String tablespace,
      @Nullable String accessMethod,
      char replicaIdentity,
      boolean rowSecurity,
      boolean forcesRowSecurity,
      @Nullable String partitionBound,
      @Nullable String partitionKey,
      @Nullable String ofType,
      @Nullable Foreign foreign,
      @Nullable String definition,
      boolean populated,
      long pages) {}

  /**
   * Where the rows of a foreign table are.
   *
   * @param server the name of the server
   * @param options for the wrapper, each {@code name=value}
   */
  record Foreign(String server, List<String> options) {}

  /**
   * A named NOT NULL constraint.
   *
   * @param local whether it is defined here, besides being inherited
   * @param inherits whether children inherit it
   */
  record NotNull(CatalogId id, String name, boolean local, boolean inherits, boolean validated) {}
}
