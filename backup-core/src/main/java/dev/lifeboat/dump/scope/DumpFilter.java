package dev.lifeboat.dump.scope;

import dev.lifeboat.error.Given;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of a source are dumped. Immutable; begin with {@link #everything()}.
 *
 * <p>Where a rule {@linkplain FilterKind#chooses() chooses}, only what is chosen is dumped, less
 * what other rules exclude. What a chosen object needs is not chosen with it, as with {@code
 * pg_dump}; the dump warns of what it will miss.
 *
 * @param rules in any order
 * @param largeObjects what becomes of large objects
 * @param names what becomes of patterns that match nothing
 */
public record DumpFilter(List<FilterRule> rules, LargeObjects largeObjects, Names names) {
  private static final DumpFilter EVERYTHING =
      new DumpFilter(List.of(), LargeObjects.UNLESS_CHOSEN, Names.LENIENT);

  /** What becomes of large objects. */
  public enum LargeObjects {
    /** Dumped, unless rules choose schemas, tables or extensions. */
    UNLESS_CHOSEN,
    /** Dumped, also where rules choose or data is left out. */
    INCLUDED,
    /** Left out. */
    LEFT_OUT
  }

  /** What becomes of patterns that match nothing. */
  public enum Names {
    /** All patterns of a kind that chooses must match something together. */
    LENIENT,
    /** Each pattern that chooses must match something. */
    STRICT
  }

  /** Copies what could change. */
  public DumpFilter {
    Given.value(largeObjects, "the large objects of the filter of a dump");
    Given.value(names, "the names of the filter of a dump");
    rules = Given.values(rules, "the rules of the filter of a dump");
  }

  /** All objects. */
  public static DumpFilter everything() {
    return EVERYTHING;
  }

  /**
   * The same with one more rule.
   *
   * @throws dev.lifeboat.error.RefusedException if the pattern cannot be read
   */
  public DumpFilter with(FilterKind kind, String pattern) {
    return with(FilterRule.of(kind, pattern));
  }

  /** The same with one more rule. */
  public DumpFilter with(FilterRule rule) {
    List<FilterRule> more = new ArrayList<>(rules);
    more.add(rule);
    return new DumpFilter(more, largeObjects, names);
  }

  /** The same with another treatment of large objects. */
  public DumpFilter with(LargeObjects other) {
    return new DumpFilter(rules, other, names);
  }

  /** The same with another treatment of patterns that match nothing. */
  public DumpFilter with(Names other) {
    return new DumpFilter(rules, largeObjects, other);
  }

  /** The rules of a kind. */
  public List<FilterRule> rules(FilterKind kind) {
    return rules.stream().filter(rule -> rule.kind() == kind).toList();
  }

  /** Whether rules choose what is dumped. */
  public boolean chooses() {
    return rules.stream().anyMatch(rule -> rule.kind().chooses());
  }

  /** Whether nothing is left out. */
  public boolean isEverything() {
    return largeObjects != LargeObjects.LEFT_OUT
        && rules.stream().allMatch(rule -> rule.kind() == FilterKind.INCLUDE_FOREIGN_DATA);
  }
}
