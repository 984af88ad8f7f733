package dev.lifeboat.dump.catalog;

/**
 * A table, index or materialized view whose statistics are to be dumped.
 *
 * @param oid the relation
 * @param name the name of the relation, unquoted and without its schema
 * @param columns how the statements that restore them call a column
 */
public record StatisticsSource(long oid, String name, Columns columns) {
  /** How a column is called. */
  public enum Columns {
    /** By its name. */
    NAMED,
    /** By its number, as the names that the server gives to columns of indexes may differ. */
    NUMBERED
  }
}
