package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.PackedToc;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes nodes down as TOC entries, with the comments on and the privileges of each. */
final class TocBuilder {
  private final Set<Omission> omissions;
  private final Comments comments;
  private final SecurityLabels labels;
  private final Privileges privileges;
  private final PackedToc toc;
  private final List<TableRows> rows = new ArrayList<>();
  private final List<DumpedSequence> sequences = new ArrayList<>();
  private final List<String> extensions = new ArrayList<>();
  private final List<StatisticsSource> statistics = new ArrayList<>();
  private @Nullable Integer largeObjectEntry;
  private int lastDumpId;
  private int lastMainEntry;

  TocBuilder(
      PackedToc toc,
      Set<Omission> omissions,
      Comments comments,
      SecurityLabels labels,
      Privileges privileges) {
    this.toc = toc;
    this.omissions = omissions;
    this.comments = comments;
    this.labels = labels;
    this.privileges = privileges;
  }

  /** Adds an entry that belongs to no node. */
  void addFirst(Draft draft) {
    addFirst(draft, CatalogId.NONE, List.of());
  }

  /** Adds an entry that belongs to no node, and tells its number. */
  int addFirst(Draft draft, CatalogId id, List<Integer> dependencies) {
    append(++lastDumpId, id, draft, Section.PRE_DATA, dependencies);
    return lastDumpId;
  }

  /** Writes a node that is not a part of another. */
  void write(Node node) {
    if (!node.embedded()) {
      node.content().write(node, this);
    }
  }

  /** Adds the main entry of a node. */
  void add(Node node, Draft draft) {
    int dumpId = ++lastDumpId;
    node.setDumpId(dumpId);
    append(
        dumpId,
        node.id(),
        draft.withAmendments(node.amendments()),
        node.section(),
        dependencies(node));
  }

  /** Adds the comment on an object or one of its columns, and its security labels. */
  void describe(CatalogId object, int column, Subject subject) {
    describe(subject, comment(object, column));
    label(object, column, subject);
  }

  /**
   * Adds the same for an object that comes with a comment: one that is gone is removed again.
   *
   * @param given the comment that it always comes with; empty where that is not known
   */
  void describe(CatalogId object, int column, Subject subject, String given) {
    String comment = comment(object, column);
    if (comment.isEmpty()) {
      addComment(subject, "NULL");
    } else if (!comment.equals(given)) {
      describe(subject, comment);
    }
    label(object, column, subject);
  }

  /** Adds a comment on what the entry before is about, where there is one. */
  void describe(Subject subject, String text) {
    if (!text.isEmpty()) {
      addComment(subject, Sql.literal(text));
    }
  }

  private void addComment(Subject subject, String value) {
    if (!omissions.contains(Omission.COMMENTS)) {
      attach("COMMENT", subject, "COMMENT ON " + subject.sql() + " IS " + value + ";");
    }
  }

  /** Adds the security labels of an object or one of its columns. */
  void label(CatalogId object, int column, Subject subject) {
    List<String> statements = labels.on(object, column, subject);
    if (!omissions.contains(Omission.SECURITY_LABELS)) {
      statements.forEach(sql -> attach("SECURITY LABEL", subject, sql));
    }
  }

  /** The comment on an object or one of its columns, or an empty text. */
  private String comment(CatalogId object, int column) {
    return comments.on(object, column);
  }

  /** The comments that were not asked for. */
  List<ObjectPart> unwrittenComments() {
    return comments.unasked();
  }

  /** The security labels that were not asked for. */
  List<ObjectPart> unwrittenLabels() {
    return labels.unasked();
  }

  /** The privileges that differ from the usual ones and were not asked for. */
  List<ObjectPart> unwrittenPrivileges() {
    return privileges.unasked();
  }

  /** Adds the privileges of an object, where they are not the usual ones. */
  void grant(CatalogId object, int column, Subject subject, String target) {
    addPrivileges(
        object, column, subject, new GrantStatements(target, "", subject.owner()), List.of());
  }

  /**
   * Adds the privileges of a relation and of its columns. Those of the columns follow, since what
   * is revoked on a relation is revoked on its columns.
   */
  void grant(Relation relation) {
    int before = lastDumpId;
    Subject whole = granted(relation, relation.isSequence() ? "SEQUENCE" : "TABLE");
    grant(relation.id(), 0, whole, whole.sql());
    List<Integer> first = lastDumpId == before ? List.of() : List.of(lastDumpId);
    Subject table = granted(relation, "TABLE"); // also of a sequence, where columns are meant
    for (Privileges.GrantedColumn column : privileges.columns(relation.id())) {
      addPrivileges(
          relation.id(),
          column.number(),
          table.withTag("COLUMN " + relation.name() + "." + column.name()),
          new GrantStatements(table.sql(), Sql.identifier(column.name()), relation.owner()),
          first);
    }
  }

  private static Subject granted(Relation relation, String keyword) {
    return Subject.inSchema(keyword, relation.schema(), relation.name(), relation.owner());
  }

  /** Adds the privileges of an object that has no entry, or those of one of its columns. */
  void grantGiven(Node node, CatalogId object, int column, String columnSql, Subject subject) {
    String sql =
        new GrantStatements(subject.sql(), columnSql, subject.owner())
            .sql(privileges.on(object, column));
    if (!sql.isEmpty() && !omissions.contains(Omission.PRIVILEGES)) {
      node.setDumpId(++lastDumpId);
      append(
          lastDumpId, CatalogId.NONE, about("ACL", subject, sql), Section.NONE, dependencies(node));
    }
  }

  private void addPrivileges(
      CatalogId object,
      int column,
      Subject subject,
      GrantStatements statements,
      List<Integer> first) {
    String sql = statements.sql(privileges.on(object, column));
    if (!sql.isEmpty() && !omissions.contains(Omission.PRIVILEGES)) {
      attach("ACL", subject, sql, first);
    }
  }

  /** States that an entry holds the rows of a table. */
  void hasData(TableRows more) {
    rows.add(more);
  }

  /** States that an entry sets the value of a sequence. */
  void hasValue(DumpedSequence sequence) {
    sequences.add(sequence);
  }

  /** The sequences whose values are set. */
  List<DumpedSequence> sequences() {
    return sequences;
  }

  /** States that an entry makes an extension. */
  void hasExtension(String name) {
    extensions.add(name);
  }

  /** The names of the extensions that are made. */
  List<String> extensions() {
    return extensions;
  }

  /** Adds the entry of a node that restores statistics, which are read when it is written. */
  void addStatistics(Node node, Draft draft, StatisticsSource source) {
    int dumpId = ++lastDumpId;
    node.setDumpId(dumpId);
    toc.addWithoutDefinition(entry(dumpId, node.id(), draft, node.section(), dependencies(node)));
    statistics.add(source);
  }

  /** What the entries restore whose definitions are still to be read, in their order. */
  List<StatisticsSource> statistics() {
    return statistics;
  }

  /** States that an entry holds the large objects. */
  void hasLargeObjects(Node data) {
    largeObjectEntry = data.dumpId();
  }

  /** The rows of tables, in the order of the entries that hold them. */
  List<TableRows> rows() {
    return rows;
  }

  /** The entry that holds the large objects, or null where there are none. */
  @Nullable Integer largeObjectEntry() {
    return largeObjectEntry;
  }

  /** Adds an entry that goes with the one before it and says something about its object. */
  private void attach(String description, Subject subject, String sql) {
    attach(description, subject, sql, List.of());
  }

  private void attach(String description, Subject subject, String sql, List<Integer> first) {
    List<Integer> dependencies = new ArrayList<>(first);
    dependencies.add(0, lastMainEntry);
    append(
        ++lastDumpId, CatalogId.NONE, about(description, subject, sql), Section.NONE, dependencies);
  }

  private static Draft about(String description, Subject subject, String sql) {
    return Draft.of(description, subject.tag(), subject.schema(), subject.owner(), sql, "");
  }

  /** In the order of the entries: that of the catalogs differs in a restored copy. */
  private List<Integer> dependencies(Node node) {
    Set<Integer> ids = new TreeSet<>();
    collectDependencies(node, ids);
    return List.copyOf(ids);
  }

  private void collectDependencies(Node node, Set<Integer> ids) {
    for (Node need : node.needs()) {
      if (need.dumpId() != 0) {
        ids.add(need.dumpId());
      } else if (need.embedded()) {
        collectDependencies(need, ids);
      }
    }
  }

  private void append(
      int dumpId, CatalogId id, Draft draft, Section section, List<Integer> dependencies) {
    if (section != Section.NONE) {
      lastMainEntry = dumpId;
    }
    toc.add(entry(dumpId, id, draft, section, dependencies));
  }

  private TocEntry entry(
      int dumpId, CatalogId id, Draft draft, Section section, List<Integer> dependencies) {
    return new TocEntry(
        dumpId,
        id,
        draft.tag(),
        draft.description(),
        section,
        draft.create(),
        draft.drop(),
        draft.copy(),
        draft.schema(),
        omissions.contains(Omission.TABLESPACES) ? null : draft.tablespace(),
        omissions.contains(Omission.TABLE_ACCESS_METHODS) ? null : draft.accessMethod(),
        draft.relkind(),
        omissions.contains(Omission.OWNERS) ? "" : draft.owner(),
        dependencies,
        draft.hasData());
  }
}
