package dev.lifeboat.restore.scope;

import dev.lifeboat.error.Given;

/**
 * One rule of a filter.
 *
 * @param kind what it does
 * @param name whom it is about: the exact name, unquoted, without a schema
 */
public record RestoreRule(RuleKind kind, String name) {
  /** Refuses null. */
  public RestoreRule {
    Given.value(kind, "the kind of a rule of a filter");
    Given.value(name, "the name of a rule of a filter");
  }

  /** As it would be given on a command line. */
  @Override
  public String toString() {
    return "--" + kind.option() + "=" + name;
  }
}
