package dev.lifeboat.restore.scope;

import dev.lifeboat.dump.scope.DumpFilter.Names;
import dev.lifeboat.error.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which entries of an archive are restored. Immutable; begin with {@link #everything()}.
 *
 * <p>Names are exact, as with {@code pg_restore}: no patterns, nothing folded. What a chosen object
 * needs is not chosen with it, and neither are the indexes and triggers of a chosen table.
 *
 * @param rules in any order; those of one kind choose together
 * @param list the only entries that are restored, and in which order
 * @param names what becomes of names that nothing has
 */
public record RestoreFilter(List<RestoreRule> rules, Optional<EntryList> list, Names names) {
  private static final RestoreFilter EVERYTHING =
      new RestoreFilter(List.of(), Optional.empty(), Names.LENIENT);

  /** Copies what could change. */
  public RestoreFilter {
    Given.value(list, "the list of the filter of a restore");
    Given.value(names, "the names of the filter of a restore");
    rules = Given.values(rules, "the rules of the filter of a restore");
  }

  /** All entries. */
  public static RestoreFilter everything() {
    return EVERYTHING;
  }

  /** The same with one more rule. */
  public RestoreFilter with(RuleKind kind, String name) {
    List<RestoreRule> more = new ArrayList<>(rules);
    more.add(new RestoreRule(kind, name));
    return new RestoreFilter(more, list, names);
  }

  /** The same, for the entries of a list alone. */
  public RestoreFilter with(EntryList only) {
    return new RestoreFilter(rules, Optional.of(only), names);
  }

  /** The same with another treatment of names that nothing has. */
  public RestoreFilter with(Names other) {
    return new RestoreFilter(rules, list, other);
  }

  /** Whether nothing is left out. */
  public boolean isEverything() {
    return rules.isEmpty() && list.isEmpty();
  }
}
