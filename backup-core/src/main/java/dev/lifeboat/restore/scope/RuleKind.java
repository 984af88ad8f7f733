package dev.lifeboat.restore.scope;

/** What a rule of a filter does; the word is the option of {@code pg_restore}. */
public enum RuleKind {
  /** Restores what is in the schema, and nothing outside. */
  SCHEMA("schema"),
  /** Leaves out what is in the schema. */
  EXCLUDE_SCHEMA("exclude-schema"),
  /** Restores the table, view or sequence with its data, and of other kinds only what is named. */
  TABLE("table"),
  /** Restores the index, and of other kinds only what is named. */
  INDEX("index"),
  /**
   * Restores the function, procedure or aggregate, and of other kinds only what is named. The name
   * is followed by the types of the arguments, as {@code f(integer, text)}.
   */
  FUNCTION("function"),
  /** Restores the trigger, and of other kinds only what is named. Its name follows its table's. */
  TRIGGER("trigger");

  private final String option;

  RuleKind(String option) {
    this.option = option;
  }

  /** The option on a command line, without the hyphens. */
  public String option() {
    return option;
  }

  /** Whether it names objects of a kind, so that those of other kinds are left out. */
  boolean namesObjects() {
    return this != SCHEMA && this != EXCLUDE_SCHEMA;
  }

  /** Whether it chooses what is restored, so that whatever nothing chooses is left out. */
  boolean chooses() {
    return this != EXCLUDE_SCHEMA;
  }
}
