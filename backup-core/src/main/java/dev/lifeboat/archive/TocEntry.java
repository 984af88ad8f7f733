package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of an archive.
 *
 * @param dumpId its number in the archive, from 1 on
 * @param catalogId what it was in the source
 * @param tag its name, as people know it
 * @param description its kind, such as {@code TABLE} or {@code TABLE DATA}
 * @param section the part of a restore it belongs to
 * @param definition SQL that makes it; empty for pure data
 * @param dropStatement SQL that removes it; empty where there is none
 * @param copyStatement for table data, the COPY statement that loads it
 * @param namespace its schema, unquoted
 * @param tablespace its tablespace, unquoted; empty for the database's own
 * @param tableAccessMethod the access method of a table, unquoted
 * @param relkind {@code pg_class.relkind}, or 0 where unknown or no relation
 * @param owner the role that is to own it, unquoted; empty where it has no owner of its own
 * @param dependencies the dump ids of what must exist before it
 * @param hasData whether the archive holds data for it
 */
public record TocEntry(
    int dumpId,
    CatalogId catalogId,
    String tag,
    String description,
    Section section,
    String definition,
    String dropStatement,
    @Nullable String copyStatement,
    @Nullable String namespace,
    @Nullable String tablespace,
    @Nullable String tableAccessMethod,
    char relkind,
    String owner,
    List<Integer> dependencies,
    boolean hasData) {
  /** The description of the entry whose data are the rows of a table. */
  public static final String TABLE_DATA = "TABLE DATA";

  /** The description of the entry whose data are large objects. */
  public static final String LARGE_OBJECTS = "BLOBS";

  /** The description of the entry that makes the database itself. */
  public static final String DATABASE = "DATABASE";

  /** The description of the entry that restores what ANALYZE found of a table or index. */
  public static final String STATISTICS_DATA = "STATISTICS DATA";

  /**
   * How the definition of table data begins whose rows are loaded through the root of partitioned
   * tables; the name of that follows. {@code pg_dump} and {@code pg_restore} from 16 on, and later
   * releases of older majors, have it so.
   */
  public static final String THROUGH_ROOT = "-- load via partition root ";

  /** Copies what could change. */
  public TocEntry {
    dependencies = List.copyOf(dependencies);
  }

  /** Whether its data is rows as COPY has them; otherwise it is statements, or large objects. */
  public boolean isCopied() {
    return copyStatement != null && !copyStatement.isBlank();
  }

  /**
   * The table that its rows are copied into, as SQL, where that is another one than its own: the
   * root of the partitioned tables that its own is a partition of.
   *
   * @throws dev.lifeboat.error.DamagedException if the COPY statement is none
   */
  public Optional<String> root() {
    return isCopied()
        ? Optional.of(CopyTarget.of(this))
            .filter(target -> !target.isOwn(this))
            .map(CopyTarget::table)
        : Optional.empty();
  }

  /** The same with rows that are copied into its own table. */
  public TocEntry withoutRoot() {
    List<String> columns = CopyTarget.of(this).columns();
    String copy =
        "COPY "
            + (namespace == null ? Sql.identifier(tag) : Sql.qualified(namespace, tag))
            + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")")
            + " FROM stdin;\n";
    return withStatements("", dropStatement, copy);
  }

  /** The object in words that fit a message: {@code TABLE public.person}. */
  public String title() {
    return description + " " + (namespace == null ? "" : namespace + ".") + tag;
  }

  /** The same under another name. */
  public TocEntry withName(String newTag, @Nullable String newNamespace) {
    return new TocEntry(
        dumpId,
        catalogId,
        newTag,
        description,
        section,
        definition,
        dropStatement,
        copyStatement,
        newNamespace,
        tablespace,
        tableAccessMethod,
        relkind,
        owner,
        dependencies,
        hasData);
  }

  /** The same with other statements. */
  public TocEntry withStatements(
      String newDefinition, String newDropStatement, @Nullable String newCopyStatement) {
    return new TocEntry(
        dumpId,
        catalogId,
        tag,
        description,
        section,
        newDefinition,
        newDropStatement,
        newCopyStatement,
        namespace,
        tablespace,
        tableAccessMethod,
        relkind,
        owner,
        dependencies,
        hasData);
  }

  /** The same, stored elsewhere or otherwise. */
  public TocEntry withStorage(@Nullable String newTablespace, @Nullable String newAccessMethod) {
    return new TocEntry(
        dumpId,
        catalogId,
        tag,
        description,
        section,
        definition,
        dropStatement,
        copyStatement,
        namespace,
        newTablespace,
        newAccessMethod,
        relkind,
        owner,
        dependencies,
        hasData);
  }

  /** The same for another owner, or for none where it is empty. */
  public TocEntry withOwner(String newOwner) {
    return new TocEntry(
        dumpId,
        catalogId,
        tag,
        description,
        section,
        definition,
        dropStatement,
        copyStatement,
        namespace,
        tablespace,
        tableAccessMethod,
        relkind,
        newOwner,
        dependencies,
        hasData);
  }
}
