package dev.lifeboat.dump.scope;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads rules from a file in the form of {@code pg_dump --filter} (PostgreSQL documentation, page
 * "pg_dump"): on each line {@code include} or {@code exclude}, a kind of object and a pattern;
 * lines that begin with {@code #} are comments. A pattern in double quotes may go over several
 * lines.
 */
public final class FilterFile {
  private static final Pattern RULE =
      Pattern.compile("\\s*(include|exclude)\\s+([a-z_]+)\\s+(.*)", Pattern.DOTALL);

  private FilterFile() {}

  /**
   * Reads the rules of a dump.
   *
   * @param file in UTF-8
   * @return its rules, in their order
   * @throws RefusedException if a line is no rule
   * @throws IOException if it cannot be read
   */
  public static List<FilterRule> read(Path file) throws IOException {
    return read(file, (objects, name) -> kind(objects).map(kind -> FilterRule.of(kind, name)));
  }

  /**
   * Reads rules of any kind.
   *
   * @param file in UTF-8
   * @param reader makes a rule of what a line says
   * @return the rules, in their order
   * @throws RefusedException if a line is no rule
   * @throws IOException if it cannot be read
   */
  public static <T> List<T> read(Path file, RuleReader<T> reader) throws IOException {
    Given.value(reader, "the reader of rules");
    List<T> rules = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(Given.value(file, "the file of rules"))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int first = ++number;
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
          continue;
        }
        StringBuilder rule = new StringBuilder(line);
        while (endsInQuotes(rule)) {
          String next = in.readLine();
          if (next == null) {
            throw wrong(file, first, "has a double quote that is not closed");
          }
          number++;
          rule.append('\n').append(next);
        }
        rules.add(rule(file, first, rule.toString(), reader));
      }
    }
    return rules;
  }

  /**
   * Makes a rule of a line.
   *
   * @param <T> the rule
   */
  @FunctionalInterface
  public interface RuleReader<T> {
    /**
     * Makes the rule.
     *
     * @param objects what it does with objects of which kind, such as {@code include table}
     * @param name which objects, as it was written
     * @return empty if there is no such rule
     */
    Optional<T> read(String objects, String name);
  }

  private static boolean endsInQuotes(CharSequence text) {
    return text.chars().filter(letter -> letter == '"').count() % 2 == 1;
  }

  private static <T> T rule(Path file, int number, String line, RuleReader<T> reader) {
    Matcher rule = RULE.matcher(line);
    if (!rule.matches()) {
      throw wrong(file, number, "is no rule: '" + Sql.oneLine(line) + "'");
    }
    String name = withoutComment(rule.group(3));
    if (name.isEmpty()) {
      throw wrong(file, number, "names nothing");
    }
    return reader
        .read(rule.group(1) + " " + rule.group(2), name)
        .orElseThrow(
            () -> wrong(file, number, "cannot " + rule.group(1) + " '" + rule.group(2) + "'"));
  }

  private static Optional<FilterKind> kind(String objects) {
    return Optional.ofNullable(
        switch (objects) {
          case "include schema" -> FilterKind.SCHEMA;
          case "exclude schema" -> FilterKind.EXCLUDE_SCHEMA;
          case "include table" -> FilterKind.TABLE;
          case "exclude table" -> FilterKind.EXCLUDE_TABLE;
          case "include table_and_children" -> FilterKind.TABLE_AND_CHILDREN;
          case "exclude table_and_children" -> FilterKind.EXCLUDE_TABLE_AND_CHILDREN;
          case "exclude table_data" -> FilterKind.EXCLUDE_TABLE_DATA;
          case "exclude table_data_and_children" -> FilterKind.EXCLUDE_TABLE_DATA_AND_CHILDREN;
          case "include extension" -> FilterKind.EXTENSION;
          case "exclude extension" -> FilterKind.EXCLUDE_EXTENSION;
          case "include foreign_data" -> FilterKind.INCLUDE_FOREIGN_DATA;
          default -> null;
        });
  }

  /** What follows a hash outside of quotes is a comment. */
  private static String withoutComment(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (text.charAt(i) == '#' && !quoted) {
        return text.substring(0, i).strip();
      }
    }
    return text.strip();
  }

  private static RefusedException wrong(Path file, int line, String what) {
    return new RefusedException(
        "Line %d of the filter file %s %s; write include or exclude, a kind such as schema or table, and a pattern"
            .formatted(line, file, what));
  }
}
