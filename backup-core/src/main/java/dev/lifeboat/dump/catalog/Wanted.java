package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.Omission;
import java.util.HashMap;
import java.util.Map;

/**
 * Which nodes of a source are dumped.
 *
 * <p>A member goes with its whole: an index with its table. What stands for itself is chosen by its
 * kind: relations and extensions by their own rules, the rest by the schema it is in; what is in
 * none is dumped unless rules choose.
 */
final class Wanted {
  private final DumpScope scope;
  private final Selection selection;
  private final Map<Node, Boolean> known = new HashMap<>();

  Wanted(DumpScope scope, Selection selection) {
    this.scope = scope;
    this.selection = selection;
  }

  /** Whether a node is written as an entry of its own, or as a part of another. */
  boolean isWritten(Node node) {
    return hasPart(node) && isChosen(node);
  }

  /** Whether the filter chooses a node, whatever of it is dumped. */
  boolean isChosen(Node node) {
    if (scope.filter().rules().isEmpty()) {
      return isLargeObject(node) ? scope.hasLargeObjects() : true;
    }
    Boolean answer = known.get(node);
    if (answer == null) {
      answer = choose(node);
      known.put(node, answer);
    }
    return answer;
  }

  private static boolean isLargeObject(Node node) {
    return node.kind() == NodeKind.LARGE_OBJECT || node.kind() == NodeKind.LARGE_OBJECT_DATA;
  }

  private boolean choose(Node node) {
    if (isData(node)) {
      return isChosenData(node, node.wholes().get(0));
    }
    if (!node.wholes().isEmpty()) {
      return node.wholes().stream().allMatch(this::isChosen) && canBeMade(node);
    }
    Node companion = node.companion();
    return isChosenItself(node) || (companion != null && isChosen(companion));
  }

  private static boolean isData(Node node) {
    return node.kind() == NodeKind.TABLE_DATA || node.kind() == NodeKind.SEQUENCE_VALUE;
  }

  private boolean canBeMade(Node member) {
    return member.kind() != NodeKind.STATISTICS
        || selection.hasStatistics(member.schema(), member.wholes().get(0).schema());
  }

  /** The data of tables that extensions bring can be chosen by the table too. */
  private boolean isChosenData(Node data, Node whole) {
    long relation = data.id().oid();
    if (selection.excludesData(relation)) {
      return false;
    }
    if (whole.kind() != NodeKind.EXTENSION) {
      return isChosen(whole);
    }
    boolean byName = !selection.isOpen() && selection.hasRelation(relation, data.schema());
    return !selection.excludes(relation) && (isChosen(whole) || byName);
  }

  private boolean isChosenItself(Node node) {
    return switch (node.kind()) {
      case SCHEMA -> selection.hasSchema(node.name());
      case EXTENSION -> selection.hasExtension(node.name());
      case TABLE, SEQUENCE -> selection.hasRelation(node.id().oid(), node.schema());
      case LARGE_OBJECT, LARGE_OBJECT_DATA -> scope.hasLargeObjects();
      default -> selection.hasObjectsOf(node.schema());
    };
  }

  /** Whether what is dumped of each object takes in this one, were it chosen. */
  boolean hasPart(Node node) {
    return !isOmitted(node) && isOfContent(node);
  }

  /** Whether all of its kind is left out on request. */
  boolean isOmitted(Node node) {
    return switch (node.kind()) {
      case PUBLICATION, PUBLICATION_MEMBER -> scope.omits(Omission.PUBLICATIONS);
      case SUBSCRIPTION -> scope.omits(Omission.SUBSCRIPTIONS);
      case POLICY -> scope.omits(Omission.POLICIES);
      case DEFAULT_ACL, GIVEN_PRIVILEGES -> scope.omits(Omission.PRIVILEGES);
      default -> false;
    };
  }

  private boolean isOfContent(Node node) {
    return switch (node.kind()) {
      case LARGE_OBJECT, LARGE_OBJECT_DATA -> true; // chosen by the scope as a whole
      case TABLE_DATA, REFRESH -> scope.content().has(Part.DATA, node.section());
      case SEQUENCE_VALUE ->
          scope.content().has(Part.DATA, node.section())
              || scope.content().has(Part.SEQUENCE_VALUES, node.section());
      case TABLE_STATISTICS, LATE_STATISTICS ->
          scope.content().has(Part.STATISTICS, node.section());
      default -> scope.content().has(Part.DEFINITIONS, node.section());
    };
  }
}
