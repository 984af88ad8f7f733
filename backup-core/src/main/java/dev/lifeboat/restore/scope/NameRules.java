package dev.lifeboat.restore.scope;

import dev.lifeboat.archive.TocEntry;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a filter that go by names. For one thread at a time. */
final class NameRules {
  private final List<RestoreRule> rules;
  private final Map<RuleKind, Set<String>> names = new EnumMap<>(RuleKind.class);
  private final Set<RestoreRule> met = new HashSet<>();

  NameRules(RestoreFilter filter) {
    this.rules = filter.rules();
    rules.forEach(
        rule -> names.computeIfAbsent(rule.kind(), kind -> new HashSet<>()).add(rule.name()));
  }

  /** Whether they leave anything out. */
  boolean choose() {
    return !rules.isEmpty();
  }

  /** Those that choose something and met nothing. */
  List<RestoreRule> unmet() {
    return rules.stream().filter(rule -> rule.kind().chooses() && !met.contains(rule)).toList();
  }

  /**
   * Whether they choose an object.
   *
   * @param entry the object
   * @param needed what it depends on, null where the archive does not have it
   */
  boolean choose(TocEntry entry, List<@Nullable TocEntry> needed) {
    String schema = entry.namespace() == null ? "" : entry.namespace();
    if (names.containsKey(RuleKind.SCHEMA) && !has(RuleKind.SCHEMA, schema)) {
      return false;
    }
    if (has(RuleKind.EXCLUDE_SCHEMA, schema)) {
      return false;
    }
    if (names.keySet().stream().noneMatch(RuleKind::namesObjects)) {
      return true;
    }
    if (entry.description().equals(TocEntry.STATISTICS_DATA)) {
      return needed.stream().anyMatch(owner -> owner != null && isNamed(owner));
    }
    return isNamed(entry);
  }

  private boolean isNamed(TocEntry entry) {
    return kind(entry).filter(kind -> has(kind, entry.tag())).isPresent();
  }

  private boolean has(RuleKind kind, String name) {
    boolean has = names.getOrDefault(kind, Set.of()).contains(name);
    if (has) {
      met.add(new RestoreRule(kind, name));
    }
    return has;
  }

  private static Optional<RuleKind> kind(TocEntry entry) {
    return Optional.ofNullable(
        switch (entry.description()) {
          case TocEntry.TABLE_DATA,
              "TABLE",
              "VIEW",
              "FOREIGN TABLE",
              "MATERIALIZED VIEW",
              "MATERIALIZED VIEW DATA",
              "SEQUENCE",
              "SEQUENCE SET" ->
              RuleKind.TABLE;
          case "INDEX" -> RuleKind.INDEX;
          case "FUNCTION", "PROCEDURE", "AGGREGATE" -> RuleKind.FUNCTION;
          case "TRIGGER" -> RuleKind.TRIGGER;
          default -> null;
        });
  }
}
