package dev.lifeboat.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which items of a list were shown on which major, by which cases. Nothing is in it that did not
 * run and pass. For one thread.
 */
public final class CoverageTable {
  private final CoverageList list;
  private final List<Integer> majors;
  private final Map<String, Map<String, TreeSet<Integer>>> shown = new HashMap<>();

  /**
   * An empty table.
   *
   * @param list what is to be shown
   * @param majors its columns
   */
  public CoverageTable(CoverageList list, List<Integer> majors) {
    this.list = list;
    this.majors = majors;
  }

  /**
   * States that a case passed.
   *
   * @param link the case as Markdown
   * @param items what it covers
   * @param major where it ran
   */
  public void add(String link, List<String> items, int major) {
    for (String item : items) {
      shown
          .computeIfAbsent(item, key -> new TreeMap<>())
          .computeIfAbsent(link, key -> new TreeSet<>())
          .add(major);
    }
  }

  /** What was to be shown on some major and was not, and what was shown and is in no list. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (CoverageItem item : list.items()) {
      for (int major : majors) {
        if (item.isIn(major) && !isShown(item, major)) {
          gaps.add("nothing shows «" + item.name() + "» on " + major);
        }
      }
    }
    shown.keySet().stream()
        .filter(name -> !list.names().contains(name))
        .sorted()
        .forEach(name -> gaps.add("«" + name + "» is in no list"));
    return gaps;
  }

  /** A table for each group, as Markdown. */
  public String text() {
    return list.groups().entrySet().stream()
        .map(group -> table(group.getKey(), group.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private String table(String group, List<CoverageItem> items) {
    return "### "
        + group
        + "\n\n| | "
        + majors.stream().map(String::valueOf).collect(Collectors.joining(" | "))
        + " | shown by |\n| --- |"
        + " --- |".repeat(majors.size() + 1)
        + "\n"
        + items.stream().map(this::row).collect(Collectors.joining());
  }

  private String row(CoverageItem item) {
    return "| "
        + item.name()
        + " | "
        + majors.stream()
            .map(major -> isShown(item, major) ? "yes" : item.hasTest(major) ? "test" : "–")
            .collect(Collectors.joining(" | "))
        + " | "
        + shownBy(item)
        + " |\n";
  }

  private String shownBy(CoverageItem item) {
    if (!item.notShown().isEmpty()) {
      return "nothing: " + item.notShown();
    }
    if (!item.test().isEmpty()) {
      String file = item.test().substring(item.test().lastIndexOf('/') + 1);
      return "[" + file.replace(".java", "") + "](../" + item.test() + ")";
    }
    return cases(item);
  }

  private String cases(CoverageItem item) {
    String links =
        shown.getOrDefault(item.name(), Map.of()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .map(each -> each.getKey() + where(item, each.getValue()))
            .collect(Collectors.joining(", "));
    return item.since() > majors.get(0)
        ? links + "; PostgreSQL " + item.since() + " brought it"
        : links;
  }

  /** A case that does not run wherever the item is tells where it does. */
  private String where(CoverageItem item, TreeSet<Integer> ran) {
    List<Integer> possible = majors.stream().filter(item::isIn).toList();
    if (ran.containsAll(possible)) {
      return "";
    }
    return ran.first().equals(ran.last())
        ? " (" + ran.first() + ")"
        : " (" + ran.first() + "–" + ran.last() + ")";
  }

  private boolean isShown(CoverageItem item, int major) {
    return shown.getOrDefault(item.name(), Map.of()).values().stream()
        .anyMatch(ran -> ran.contains(major));
  }
}
