package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of an archive's entries, besides their owners: what must be set before, and what makes
 * the object. Thread-safe.
 */
public final class EntryStatements {
  private static final char PARTITIONED = 'p';
  private static final String GROUP_TITLE = "LARGE OBJECTS ";
  private static final String LARGE_OBJECT_TITLE = "LARGE OBJECT";

  private final Map<Integer, TocEntry> groups;

  /** The statements of one archive's entries. */
  public EntryStatements(Toc toc) {
    groups =
        toc.entries().stream()
            .filter(entry -> entry.description().equals(LargeObjectGroup.DESCRIPTION))
            .collect(Collectors.toUnmodifiableMap(TocEntry::dumpId, Function.identity()));
  }

  /**
   * SQL that sets what the definition relies on: tablespace and table access method.
   *
   * @param set how a setting begins: {@code SET} or {@code SET LOCAL}
   * @param entry the object
   * @return statements, each with a line end; empty where the definition relies on nothing
   */
  public String settings(String set, TocEntry entry) {
    StringBuilder sql = new StringBuilder();
    if (entry.tablespace() != null) {
      sql.append(set).append(" default_tablespace = ").append(value(entry.tablespace()));
      sql.append(";\n");
    }
    if (isPresent(entry.tableAccessMethod()) && entry.relkind() != PARTITIONED) {
      sql.append(set).append(" default_table_access_method = ");
      sql.append(Sql.identifier(entry.tableAccessMethod())).append(";\n");
    }
    return sql.toString();
  }

  /** Whether an entry of privileges, a comment or a label is about large objects. */
  public static boolean isAboutLargeObject(TocEntry entry) {
    return entry.tag().startsWith(LARGE_OBJECT_TITLE);
  }

  /** SQL that makes the object; empty where there is nothing to make. */
  public String definition(TocEntry entry) {
    if (entry.description().equals(LargeObjectGroup.DESCRIPTION)) {
      return LargeObjectGroup.definition(entry);
    }
    if (entry.description().equals("ACL") && entry.tag().startsWith(GROUP_TITLE)) {
      return entry.dependencies().stream()
          .map(groups::get)
          .filter(Objects::nonNull)
          .map(group -> LargeObjectGroup.privileges(group, entry))
          .collect(Collectors.joining("\n"));
    }
    return entry.definition();
  }

  /**
   * SQL for a partitioned table with an access method of its own, which it cannot be made with
   * before PostgreSQL 17 and for which the setting is not asked.
   */
  public Optional<String> accessMethod(TocEntry entry) {
    if (entry.relkind() != PARTITIONED
        || !isPresent(entry.tableAccessMethod())
        || entry.namespace() == null) {
      return Optional.empty();
    }
    return Optional.of(
        "ALTER TABLE %s SET ACCESS METHOD %s;"
            .formatted(
                Sql.qualified(entry.namespace(), entry.tag()),
                Sql.identifier(entry.tableAccessMethod())));
  }

  private static String value(String tablespace) {
    return tablespace.isEmpty() ? "''" : Sql.identifier(tablespace);
  }

  private static boolean isPresent(@Nullable String name) {
    return name != null && !name.isEmpty();
  }
}
