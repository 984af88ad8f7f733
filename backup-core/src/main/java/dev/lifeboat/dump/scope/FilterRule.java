package dev.lifeboat.dump.scope;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;

/**
 * One rule of a filter.
 *
 * @param kind what it does
 * @param pattern whom it is about
 * @param predicate for {@link FilterKind#WHERE}, a condition on the columns of the table as SQL;
 *     empty otherwise
 */
public record FilterRule(FilterKind kind, NamePattern pattern, String predicate) {
  /** Refuses what cannot work. */
  public FilterRule {
    Given.value(kind, "the kind of a rule of a filter");
    Given.value(pattern, "the pattern of a rule of a filter");
    Given.value(predicate, "the predicate of a rule of a filter");
    if ((kind == FilterKind.WHERE) == predicate.isBlank()) {
      throw new RefusedException(
          "A condition on rows needs a table and a predicate, and no other rule has one: '%s'"
              .formatted(Sql.oneLine(pattern.text())));
    }
    if (predicate.indexOf(';') >= 0) {
      throw new RefusedException(
          "The condition on the rows of '%s' holds a semicolon; write it as one expression without"
              .formatted(Sql.oneLine(pattern.text())));
    }
  }

  /**
   * A rule on what matches a pattern.
   *
   * @param kind any but {@link FilterKind#WHERE}
   * @param pattern with the rules of {@code psql}
   * @throws RefusedException if the pattern cannot be read
   */
  public static FilterRule of(FilterKind kind, String pattern) {
    int mostParts = Given.value(kind, "the kind of a rule of a filter").mostParts();
    return new FilterRule(kind, parse(pattern, mostParts), "");
  }

  /**
   * Dumps only some rows of tables.
   *
   * @param tables a pattern with the rules of {@code psql}
   * @param predicate a condition on the columns, as it would follow WHERE; without a semicolon
   * @throws RefusedException if either cannot be read
   */
  public static FilterRule where(String tables, String predicate) {
    return new FilterRule(FilterKind.WHERE, parse(tables, FilterKind.WHERE.mostParts()), predicate);
  }

  private static NamePattern parse(String pattern, int mostParts) {
    return NamePattern.parse(Given.value(pattern, "the pattern of a rule of a filter"), mostParts);
  }

  /** As it would be given on a command line. */
  @Override
  public String toString() {
    return "--" + kind.option() + "=" + pattern + (predicate.isEmpty() ? "" : ":" + predicate);
  }
}
