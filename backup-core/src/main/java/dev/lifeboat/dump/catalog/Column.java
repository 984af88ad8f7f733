package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a relation.
 *
 * @param number {@code attnum}
 * @param name its name, unquoted
 * @param type its type as SQL
 * @param refusesNull {@code attnotnull}
 * @param local whether it is defined here, besides being inherited
 * @param identity {@code a} or {@code d} for an identity column, else NUL
 * @param generated {@code s} or {@code v} for a generated column, else NUL
 * @param collation its collation as SQL, where it is not that of the type
 * @param storage its storage as SQL, where it is not that of the type
 * @param compression its compression as SQL, where it is stated
 * @param statistics its statistics target, where it is stated
 * @param options its attribute options, each {@code name=value}
 * @param foreignOptions its options for a foreign data wrapper, each {@code name=value}
 */
record Column(
    int number,
    String name,
    String type,
    boolean refusesNull,
    boolean local,
    char identity,
    char generated,
    @Nullable String collation,
    @Nullable String storage,
    @Nullable String compression,
    @Nullable Integer statistics,
    List<String> options,
    List<String> foreignOptions) {
  /** Its name as SQL. */
  String sql() {
    return Sql.identifier(name);
  }

  boolean isGenerated() {
    return generated != '\0';
  }
}
