package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Warns of what a filter cuts: objects that are dumped without something that they need, which must
 * be there already where they are restored.
 */
final class CutDependencies {
  private static final int SHOWN = 20;

  private final Wanted wanted;
  private final Map<Node, Set<String>> dependents = new LinkedHashMap<>();

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
      }
    }
    cut.dependents.entrySet().stream()
        .limit(SHOWN)
        .forEach(entry -> catalog.warn(warning(entry.getKey(), entry.getValue())));
    if (cut.dependents.size() > SHOWN) {
      catalog.warn(
          "The filter leaves out %d more objects that others need"
              .formatted(cut.dependents.size() - SHOWN));
    }
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

  private static boolean isAlwaysThere(Node node) {
    return node.kind() == NodeKind.SCHEMA && node.name().equals("public");
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
