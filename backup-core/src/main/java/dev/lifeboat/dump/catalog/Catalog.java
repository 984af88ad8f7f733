package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of a source, as they are found. */
final class Catalog {
  private final Map<CatalogId, Node> nodes = new LinkedHashMap<>();
  private final List<Node> unlisted = new ArrayList<>();
  private final Map<CatalogId, CatalogId> aliases = new HashMap<>();
  private final Map<Long, Relation> relations = new LinkedHashMap<>();
  private final Map<Long, Relation> given = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Long> largeObjects = new ArrayList<>();
  private final Map<Node, Node> refreshes = new LinkedHashMap<>();
  private final List<Relation> sequenceNodes = new ArrayList<>();
  private final Map<Node, Set<Node>> ignored = new HashMap<>();
  private final Map<Long, List<Node>> indexAttaches = new HashMap<>();
  private final Map<Long, List<Long>> indexChildren = new HashMap<>();

  /** Adds a node that the catalogs know by its id. */
  Node add(Node node) {
    nodes.put(node.id(), node);
    return node;
  }

  /** Adds a node that nothing refers to, such as the data of a table. */
  Node addUnlisted(Node node) {
    unlisted.add(node);
    return node;
  }

  /** The node of an object, or null where it is not dumped. */
  @Nullable Node find(CatalogId id) {
    CatalogId current = id;
    for (int steps = 0; current != null && steps < 8; steps++) {
      Node node = nodes.get(current);
      if (node != null) {
        return node;
      }
      current = aliases.get(current);
    }
    return null;
  }

  /** States that whatever needs the one object needs the other. */
  void alias(CatalogId id, CatalogId standsFor) {
    Node node = nodes.get(standsFor);
    aliases.putIfAbsent(id, node == null ? standsFor : node.id());
  }

  boolean knows(CatalogId id) {
    return nodes.containsKey(id) || aliases.containsKey(id);
  }

  List<Node> nodes() {
    List<Node> all = new ArrayList<>(nodes.values());
    all.addAll(unlisted);
    return all;
  }

  void add(Relation relation) {
    relations.put(relation.oid(), relation);
  }

  @Nullable Relation relation(long oid) {
    return relations.get(oid);
  }

  /** Adds a relation that comes with an extension and that tables inherit from. */
  void addGiven(Relation relation) {
    given.put(relation.oid(), relation);
  }

  /** A relation that a table inherits from, be it dumped or come with an extension. */
  @Nullable Relation parent(long oid) {
    Relation relation = relations.get(oid);
    return relation == null ? given.get(oid) : relation;
  }

  Collection<Relation> relations() {
    return relations.values();
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return warnings;
  }

  void addLargeObject(long oid) {
    largeObjects.add(oid);
  }

  List<Long> largeObjects() {
    return largeObjects;
  }

  /** Adds what fills a materialized view. */
  void addRefresh(Node view, Node refresh) {
    refreshes.put(view, refresh);
    addUnlisted(refresh);
  }

  /** What fills materialized views, by view. */
  Map<Node, Node> refreshes() {
    return refreshes;
  }

  /** Adds a sequence whose value is to be dumped. */
  void addSequenceNode(Relation sequence) {
    sequenceNodes.add(sequence);
  }

  List<Relation> sequenceNodes() {
    return sequenceNodes;
  }

  /** States that what the catalogs say of these two is taken care of elsewhere. */
  void ignoreDependency(Node from, Node to) {
    ignored.computeIfAbsent(from, key -> new HashSet<>()).add(to);
  }

  boolean ignoresDependency(Node from, Node to) {
    return ignored.getOrDefault(from, Set.of()).contains(to);
  }

  /** Adds what makes an index a part of that of a partitioned table. */
  void addIndexAttach(long parent, long child, Node attach) {
    indexAttaches.computeIfAbsent(parent, key -> new ArrayList<>()).add(attach);
    indexChildren.computeIfAbsent(parent, key -> new ArrayList<>()).add(child);
    addUnlisted(attach);
  }

  /** Adds an index of a partitioned table, for {@link #indexAttaches} of the table. */
  void addIndexOf(long table, long index) {
    indexChildren.computeIfAbsent(table, key -> new ArrayList<>()).add(index);
  }

  /**
   * All that must be done until an index, or all indexes of a table, cover all partitions,
   * sub-partitions too.
   */
  List<Node> indexAttaches(long parent) {
    List<Node> all = new ArrayList<>(indexAttaches.getOrDefault(parent, List.of()));
    for (long child : indexChildren.getOrDefault(parent, List.of())) {
      all.addAll(indexAttaches(child));
    }
    return all;
  }
}
