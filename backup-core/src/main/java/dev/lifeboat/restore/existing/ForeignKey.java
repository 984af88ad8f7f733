package dev.lifeboat.restore.existing;

import dev.lifeboat.postgres.Sql;

/**
 * A foreign key of the target that is enforced; that of a partitioned table stands for those of its
 * partitions.
 *
 * @param oid in {@code pg_constraint}
 * @param schema of the table that has it
 * @param table that has it
 * @param name its own
 * @param from the table that has it, or the root of its partition tree
 * @param to the table that it refers to, or the root of its partition tree
 * @param deferrable whether a transaction may put it off
 * @param owned whether the role may alter the table that has it
 */
record ForeignKey(
    long oid,
    String schema,
    String table,
    String name,
    long from,
    long to,
    boolean deferrable,
    boolean owned) {
  /**
   * SQL that puts it off to the end of the transaction, or to when constraints become immediate.
   */
  String defer() {
    String set = "SET CONSTRAINTS " + Sql.qualified(schema, name) + " DEFERRED";
    return deferrable ? set : alter("DEFERRABLE") + "; " + set;
  }

  /** Whether {@link #defer()} alters the table. */
  boolean isAlteredToDefer() {
    return !deferrable;
  }

  /** Whether the role may put it off. */
  boolean canBeDeferred() {
    return deferrable || owned;
  }

  /** SQL that makes a key that was altered what it was. */
  String restore() {
    return alter("NOT DEFERRABLE");
  }

  private String alter(String to) {
    return "ALTER TABLE %s ALTER CONSTRAINT %s %s"
        .formatted(Sql.qualified(schema, table), Sql.identifier(name), to);
  }
}
