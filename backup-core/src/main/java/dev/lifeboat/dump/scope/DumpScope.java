package dev.lifeboat.dump.scope;

import dev.lifeboat.archive.Section;
import dev.lifeboat.error.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is dumped of a source. Immutable.
 *
 * @param filter which objects
 * @param content which part of each
 * @param omissions what is left out of each definition
 * @param partitions where the rows of partitions go when they are restored
 */
public record DumpScope(
    DumpFilter filter, DumpContent content, Set<Omission> omissions, PartitionLoad partitions) {
  /** All of it. */
  public static final DumpScope ALL =
      new DumpScope(
          DumpFilter.everything(), DumpContent.ALL, Set.of(), PartitionLoad.WHERE_THEY_WERE);

  /** Copies what could change. */
  public DumpScope {
    Given.value(filter, "the filter of what is dumped");
    Given.value(content, "the content of what is dumped");
    Given.value(partitions, "the partitions of what is dumped");
    omissions = Set.copyOf(Given.values(omissions, "the omissions of what is dumped"));
  }

  /** The same with other objects. */
  public DumpScope with(DumpFilter other) {
    return new DumpScope(other, content, omissions, partitions);
  }

  /** The same with another part of each. */
  public DumpScope with(DumpContent other) {
    return new DumpScope(filter, other, omissions, partitions);
  }

  /** The same with the rows of partitions restored in another way. */
  public DumpScope with(PartitionLoad other) {
    return new DumpScope(filter, content, omissions, other);
  }

  /** The same without some things more. */
  public DumpScope without(Omission... more) {
    Set<Omission> all = EnumSet.noneOf(Omission.class);
    all.addAll(omissions);
    all.addAll(
        Given.values(Arrays.asList(Given.value(more, "what is left out")), "what is left out"));
    return new DumpScope(filter, content, all, partitions);
  }

  /** Whether something is left out. */
  public boolean omits(Omission omission) {
    return omissions.contains(Given.value(omission, "what is left out"));
  }

  /** Whether large objects are dumped. */
  public boolean hasLargeObjects() {
    if (!content.sections().contains(Section.DATA)) {
      return false;
    }
    return switch (filter.largeObjects()) {
      case INCLUDED -> true;
      case LEFT_OUT -> false;
      case UNLESS_CHOSEN -> !filter.chooses() && content.has(DumpContent.Part.DATA);
    };
  }

  /**
   * Whether a restore brings back the whole database: a backup that is not whole protects a part of
   * it.
   */
  public boolean isWhole() {
    return filter.isEverything() && content.isWhole() && omissions.isEmpty();
  }

  /** What is not usual about it, each as it would be given on a command line; empty for all. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    filter.rules().forEach(rule -> words.add(rule.toString()));
    if (filter.largeObjects() == DumpFilter.LargeObjects.LEFT_OUT) {
      words.add("--no-large-objects");
    }
    words.addAll(content.words());
    omissions.stream().sorted().forEach(omission -> words.add("--" + omission.option()));
    return words;
  }
}
