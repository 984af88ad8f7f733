package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import org.jspecify.annotations.Nullable;

/**
 * An object as statements about it name it.
 *
 * @param sql what follows {@code COMMENT ON}, such as {@code TABLE "public"."person"}
 * @param tag the same for people, such as {@code TABLE person}
 * @param schema its schema, where it has one
 * @param owner its owner
 */
record Subject(String sql, String tag, @Nullable String schema, String owner) {
  /** Something that has a name in a schema. */
  static Subject inSchema(String keyword, String schema, String name, String owner) {
    return new Subject(
        keyword + " " + Sql.qualified(schema, name), keyword + " " + name, schema, owner);
  }

  /** Something whose name stands alone. */
  static Subject global(String keyword, String name, String owner) {
    return new Subject(keyword + " " + Sql.identifier(name), keyword + " " + name, null, owner);
  }

  /** The same called otherwise for people. */
  Subject withTag(String otherTag) {
    return new Subject(sql, otherTag, schema, owner);
  }

  /** A column of what this subject is. */
  Subject column(String relation, String qualifiedRelation, String column) {
    return new Subject(
        "COLUMN " + qualifiedRelation + "." + Sql.identifier(column),
        "COLUMN " + relation + "." + column,
        schema,
        owner);
  }
}
