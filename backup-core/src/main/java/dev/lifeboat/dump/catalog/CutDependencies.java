package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Warns of what a filter cuts: objects that are dumped without something that they need, which must
 * be there already where they are restored.
 */
final class CutDependencies {
  private static final int SHOWN = 20;

  private final Wanted wanted;
  private final Map<Node, Set<String>> dependents = new LinkedHashMap<>();
  private final Map<Node, Set<String>> tied = new LinkedHashMap<>();

  private CutDependencies(Wanted wanted) {
    this.wanted = wanted;
  }

  /**
   * Warns of all that are missed by what is written.
   *
   * @param nodes all, in their order
   */
  static void warn(Catalog catalog, List<Node> nodes, Wanted wanted) {
    CutDependencies cut = new CutDependencies(wanted);
    for (Node node : nodes) {
      if (!node.embedded() && wanted.isWritten(node)) {
        cut.collect(node, node, new HashSet<>());
      } else if (!node.embedded() && wanted.hasPart(node)) {
        cut.collectTies(node);
      }
    }
    warn(catalog, cut.dependents, CutDependencies::warning, "others need");
    warn(catalog, cut.tied, CutDependencies::tieWarning, "others are tied to");
  }

  private static void warn(
      Catalog catalog,
      Map<Node, Set<String>> cut,
      BiFunction<Node, Set<String>, String> warning,
      String relation) {
    cut.entrySet().stream()
        .limit(SHOWN)
        .forEach(entry -> catalog.warn(warning.apply(entry.getKey(), entry.getValue())));
    if (cut.size() > SHOWN) {
      catalog.warn(
          "The filter leaves out %d more objects that %s".formatted(cut.size() - SHOWN, relation));
    }
  }

  /** What ties two objects, such as a partition to its table, goes with either of them. */
  private void collectTies(Node tie) {
    if (tie.kind() == NodeKind.INDEX_ATTACH) { // follows from that of the tables
      return;
    }
    for (Node missing : tie.wholes()) {
      if (!wanted.isChosen(missing)) {
        tie.wholes().stream()
            .filter(wanted::isWritten)
            .map(Node::title)
            .map(Sql::oneLine)
            .forEach(end -> tied.computeIfAbsent(missing, key -> new TreeSet<>()).add(end));
      }
    }
  }

  private static String tieWarning(Node missing, Set<String> ends) {
    return "The filter leaves out %s; what ties %s%s to it is left out too"
        .formatted(
            Sql.oneLine(missing.title()),
            ends.iterator().next(),
            ends.size() == 1 ? "" : " and %d more".formatted(ends.size() - 1));
  }

  /** What a node needs, through the parts that are written inside it. */
  private void collect(Node node, Node inside, Set<Node> seen) {
    for (Node need : inside.needs()) {
      if (need.embedded() && seen.add(need)) {
        collect(node, need, seen);
      } else if (!need.embedded() && !wanted.isChosen(need) && !isAlwaysThere(need)) {
        dependents.computeIfAbsent(need, key -> new TreeSet<>()).add(Sql.oneLine(node.title()));
      }
    }
  }

  /** That something is refreshed first is an order, nothing that must be there. */
  private static boolean isAlwaysThere(Node node) {
    return node.kind() == NodeKind.REFRESH
        || (node.kind() == NodeKind.SCHEMA && node.name().equals("public"));
  }

  private static String warning(Node need, Set<String> dependents) {
    String first = dependents.iterator().next();
    return "The filter leaves out %s, which %s%s; it must be there already where this is restored"
        .formatted(
            Sql.oneLine(need.title()),
            first,
            dependents.size() == 1
                ? " needs"
                : " and %d more need".formatted(dependents.size() - 1));
  }
}
