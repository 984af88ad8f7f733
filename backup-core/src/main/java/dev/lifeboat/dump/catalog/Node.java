package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object of a source in the graph of what needs what.
 *
 * <p>A node can be a part of a host: a column's default, a check constraint, the query of a view. A
 * part is written inside its host and has no entry of its own, until a loop of dependencies asks
 * that it be {@linkplain #separate() made on its own}, after the host.
 */
final class Node {
  private final NodeKind kind;
  private final CatalogId id;
  private final String schema;
  private final String name;
  private final Content content;
  private final Needs needs = new Needs();
  private List<Node> wholes = List.of();
  private List<String> amendments = List.of();
  private @Nullable Node companion;
  private @Nullable Node host;
  private boolean separable;
  private boolean postponed;
  private boolean hastened;
  private int position;
  private int dumpId;

  Node(NodeKind kind, CatalogId id, String schema, String name, Content content) {
    this.kind = kind;
    this.id = id;
    this.schema = schema;
    this.name = name;
    this.content = content;
  }

  NodeKind kind() {
    return kind;
  }

  CatalogId id() {
    return id;
  }

  /** The schema it is sorted by; empty for none. */
  String schema() {
    return schema;
  }

  /** The name it is sorted by. */
  String name() {
    return name;
  }

  Content content() {
    return content;
  }

  Collection<Node> needs() {
    return needs;
  }

  /** States that another node must be made first. */
  void need(Node other) {
    if (other != this && host != other) {
      needs.add(other);
    }
  }

  /** Adds a statement that follows the ones that make it. */
  void amend(String statement) {
    List<String> more = new ArrayList<>(amendments);
    more.add(statement);
    amendments = List.copyOf(more);
  }

  /** What follows the statements that make it. */
  List<String> amendments() {
    return amendments;
  }

  /** States that this is dumped if and only if another node, which it needs, is. */
  Node memberOf(Node whole) {
    addWhole(whole);
    need(whole);
    return this;
  }

  /** The nodes it is a member of; empty if it stands for itself. */
  List<Node> wholes() {
    return wholes;
  }

  /** States that this is dumped where another node is, besides where it is chosen itself. */
  void accompany(Node other) {
    companion = other;
  }

  /** The node that it is dumped with, if there is one. */
  @Nullable Node companion() {
    return companion;
  }

  /** Makes this a part of a host that can be separated from it. */
  Node partOf(Node newHost) {
    embed(newHost);
    separable = true;
    return this;
  }

  /** Makes this a part of a host for good. */
  Node lastingPartOf(Node newHost) {
    embed(newHost);
    return this;
  }

  private void embed(Node newHost) {
    host = newHost;
    addWhole(newHost);
    newHost.needs.add(this);
    needs.remove(newHost);
  }

  private void addWhole(Node whole) {
    List<Node> more = new ArrayList<>(wholes);
    more.add(whole);
    wholes = List.copyOf(more);
  }

  /** Whether it is written inside its host. */
  boolean embedded() {
    return host != null;
  }

  boolean separable() {
    return host != null && separable;
  }

  /** Makes it on its own, after its former host. */
  void separate() {
    Node former = java.util.Objects.requireNonNull(host, "host");
    host = null;
    former.needs.remove(this);
    needs.add(former);
  }

  /** Moves it behind the data, since it needs something that is made there. */
  void postpone() {
    postponed = true;
  }

  /** Moves it before the data, since something that is made there needs it. */
  void hasten() {
    hastened = true;
  }

  /** Its place among all nodes, by which those who sort them keep notes. */
  int position() {
    return position;
  }

  void setPosition(int newPosition) {
    position = newPosition;
  }

  /** The number of its main entry, or 0 as long as there is none. */
  int dumpId() {
    return dumpId;
  }

  void setDumpId(int newDumpId) {
    dumpId = newDumpId;
  }

  Section section() {
    if (postponed) {
      return Section.POST_DATA;
    }
    return hastened ? Section.PRE_DATA : kind.section();
  }

  void forget(Node other) {
    needs.remove(other);
  }

  /** What a message calls it: {@code function app.f(integer)}. */
  String title() {
    String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return words + " " + (schema.isEmpty() ? "" : schema + ".") + name;
  }

  @Override
  public String toString() {
    return title();
  }

  /** Writes a node down as entries. */
  @FunctionalInterface
  interface Content {
    /** Adds the entries of the node, its main entry first. */
    void write(Node node, TocBuilder toc);
  }
}
