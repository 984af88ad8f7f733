package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of an entry, besides its owner: what must be set before, and what makes the object. */
public final class EntryStatements {
  private static final char PARTITIONED = 'p';

  private EntryStatements() {}

  /**
   * SQL that sets what the definition relies on: tablespace and table access method.
   *
   * @param set how a setting begins: {@code SET} or {@code SET LOCAL}
   * @param entry the object
   * @return statements, each with a line end; empty where the definition relies on nothing
   */
  public static String settings(String set, TocEntry entry) {
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

  /** SQL that makes the object; empty where there is nothing to make. */
  public static String definition(TocEntry entry) {
    return entry.description().equals(LargeObjectGroup.DESCRIPTION)
        ? LargeObjectGroup.definition(entry)
        : entry.definition();
  }

  /**
   * SQL for a partitioned table with an access method of its own, which it cannot be made with
   * before PostgreSQL 17 and for which the setting is not asked.
   */
  public static Optional<String> accessMethod(TocEntry entry) {
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
