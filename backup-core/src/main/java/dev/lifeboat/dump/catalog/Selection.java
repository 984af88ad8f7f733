package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.FilterKind;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules of a filter match in one source: patterns are matched by the server, with its own
 * regular expressions. Immutable once made.
 */
public final class Selection {
  /** Everything. */
  public static final Selection ALL =
      new Selection(DumpFilter.everything(), Map.of(), Map.of(), List.of());

  private final DumpFilter filter;
  private final Map<FilterKind, Set<String>> matches;
  private final Map<String, List<String>> predicates;
  private final List<String> warnings;

  Selection(
      DumpFilter filter,
      Map<FilterKind, Set<String>> matches,
      Map<String, List<String>> predicates,
      List<String> warnings) {
    this.filter = filter;
    this.matches = matches;
    this.predicates = predicates;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Matches a filter's patterns.
   *
   * @param session of the source, whose search path is put back
   * @param filter what to match
   * @return what was found
   * @throws RefusedException if a pattern cannot be used, or matches nothing where it must
   * @throws SQLException if the source fails
   */
  public static Selection of(Session session, DumpFilter filter) throws SQLException {
    if (filter.rules().isEmpty()) {
      return ALL;
    }
    return new PatternMatching(session, filter).run();
  }

  /** Whether no rule chooses, so that all is dumped but for what is excluded. */
  boolean isOpen() {
    return !filter.chooses();
  }

  /** What a person should know. */
  List<String> warnings() {
    return warnings;
  }

  /** Whether a schema itself is dumped. */
  boolean hasSchema(String name) {
    return !choosesTables()
        && !matched(FilterKind.EXCLUDE_SCHEMA, name)
        && (filter.rules(FilterKind.SCHEMA).isEmpty() || matched(FilterKind.SCHEMA, name));
  }

  /** Whether objects are dumped for being in a schema; the empty name stands for none. */
  boolean hasObjectsOf(String schema) {
    return schema.isEmpty() ? isOpen() : hasSchema(schema);
  }

  /** Whether an extension is dumped. */
  boolean hasExtension(String name) {
    return !matched(FilterKind.EXCLUDE_EXTENSION, name)
        && (isOpen() || matched(FilterKind.EXTENSION, name));
  }

  /**
   * Whether extended statistics are dumped with their table: such in another schema can only be
   * made where that schema is.
   */
  boolean hasStatistics(String schema, String tableSchema) {
    return schema.equals(tableSchema) || hasSchema(schema);
  }

  /**
   * Whether a table, view or sequence is dumped.
   *
   * @param oid of the relation
   * @param schema its schema
   */
  public boolean hasRelation(long oid, String schema) {
    String id = Long.toString(oid);
    return !excludes(id)
        && (matched(FilterKind.TABLE, id)
            || matched(FilterKind.TABLE_AND_CHILDREN, id)
            || hasSchema(schema));
  }

  /** Whether the data of a relation is excluded by a rule on its name. */
  public boolean excludesData(long oid) {
    String id = Long.toString(oid);
    return matched(FilterKind.EXCLUDE_TABLE_DATA, id)
        || matched(FilterKind.EXCLUDE_TABLE_DATA_AND_CHILDREN, id);
  }

  /** Whether a relation is excluded by a rule on its name. */
  boolean excludes(long oid) {
    return excludes(Long.toString(oid));
  }

  private boolean excludes(String oid) {
    return matched(FilterKind.EXCLUDE_TABLE, oid)
        || matched(FilterKind.EXCLUDE_TABLE_AND_CHILDREN, oid);
  }

  /** Whether the rows of foreign tables on a server are dumped. */
  boolean hasForeignRows(String server) {
    return matched(FilterKind.INCLUDE_FOREIGN_DATA, server);
  }

  /** The conditions that the rows of a table must meet, each as it was given. */
  List<String> predicates(long oid) {
    return predicates.getOrDefault(Long.toString(oid), List.of());
  }

  private boolean choosesTables() {
    return !filter.rules(FilterKind.TABLE).isEmpty()
        || !filter.rules(FilterKind.TABLE_AND_CHILDREN).isEmpty();
  }

  private boolean matched(FilterKind kind, String name) {
    return matches.getOrDefault(kind, Set.of()).contains(name);
  }
}
