package dev.lifeboat.dump.scope;

/** What a rule of a filter does; the word is the option of {@code pg_dump}. */
public enum FilterKind {
  /** Dumps the schemas and all that is in them, and nothing outside. */
  SCHEMA("schema", 2),
  /** Leaves out schemas and all that is in them. */
  EXCLUDE_SCHEMA("exclude-schema", 2),
  /** Dumps the tables, views, sequences and what belongs to them, and nothing else. */
  TABLE("table", 3),
  /** The same with partitions and inheriting tables. */
  TABLE_AND_CHILDREN("table-and-children", 3),
  /** Leaves out tables and what belongs to them. */
  EXCLUDE_TABLE("exclude-table", 3),
  /** The same with partitions and inheriting tables. */
  EXCLUDE_TABLE_AND_CHILDREN("exclude-table-and-children", 3),
  /** Dumps tables without their rows. */
  EXCLUDE_TABLE_DATA("exclude-table-data", 3),
  /** The same with partitions and inheriting tables. */
  EXCLUDE_TABLE_DATA_AND_CHILDREN("exclude-table-data-and-children", 3),
  /** Dumps of the extensions these alone, and nothing else that is in no schema. */
  EXTENSION("extension", 1),
  /** Leaves out extensions. */
  EXCLUDE_EXTENSION("exclude-extension", 1),
  /** Dumps the rows of foreign tables on these servers. */
  INCLUDE_FOREIGN_DATA("include-foreign-data", 1),
  /** Dumps only those rows of the tables, and of their partitions, that meet a condition. */
  WHERE("where", 3);

  private final String option;
  private final int mostParts;

  FilterKind(String option, int mostParts) {
    this.option = option;
    this.mostParts = mostParts;
  }

  /** The option on a command line, without the hyphens. */
  public String option() {
    return option;
  }

  /** How many names between dots a pattern may have. */
  int mostParts() {
    return mostParts;
  }

  /** Whether it takes children of tables with it. */
  public boolean withChildren() {
    return option.endsWith("-and-children");
  }

  /** Whether it chooses what is dumped, so that whatever nothing chooses is left out. */
  public boolean chooses() {
    return this == SCHEMA || this == TABLE || this == TABLE_AND_CHILDREN || this == EXTENSION;
  }
}
