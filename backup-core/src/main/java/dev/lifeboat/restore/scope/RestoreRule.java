package dev.lifeboat.restore.scope;

/**
 * One rule of a filter.
 *
 * @param kind what it does
 * @param name whom it is about: the exact name, unquoted, without a schema
 */
public record RestoreRule(RuleKind kind, String name) {
  /** As it would be given on a command line. */
  @Override
  public String toString() {
    return "--" + kind.option() + "=" + name;
  }
}
