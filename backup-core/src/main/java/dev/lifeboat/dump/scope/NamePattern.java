package dev.lifeboat.dump.scope;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of names with the rules of {@code psql} (PostgreSQL documentation, page "psql", section
 * "Patterns"): {@code *} stands for any characters and {@code ?} for one, names are folded to lower
 * case unless in double quotes, which also take every character as it is, dots part database,
 * schema and name, and all else is a regular expression of PostgreSQL's. Immutable.
 *
 * @param text as it was given
 * @param parts the names between dots, the last one that of the object itself
 */
public record NamePattern(String text, List<Part> parts) {
  private static final String SPECIAL = "|*+?()[]{}.^$\\";

  /** Copies what could change. */
  public NamePattern {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a pattern.
   *
   * @param text as a person types it
   * @param mostParts how many names between dots it may have
   * @throws RefusedException if it has more, none, or quotes that do not end
   */
  static NamePattern parse(String text, int mostParts) {
    List<Part> parts = new Parser(text).parse();
    if (parts.size() > mostParts) {
      throw new RefusedException(
          "The pattern '%s' has too many dots; put names with dots in double quotes"
              .formatted(Sql.oneLine(text)));
    }
    if (parts.get(parts.size() - 1).name().isEmpty()) {
      throw new RefusedException(
          "The pattern '%s' names nothing; use * for all".formatted(Sql.oneLine(text)));
    }
    return new NamePattern(text, parts);
  }

  /** The regular expression that the whole name of the object matches. */
  public String regex() {
    return parts.get(parts.size() - 1).regex();
  }

  /** The part before that of the object: its schema, or for a schema the database. */
  public Optional<Part> qualifier() {
    return parts.size() < 2 ? Optional.empty() : Optional.of(parts.get(parts.size() - 2));
  }

  /** The part before that: the database. */
  public Optional<Part> outerQualifier() {
    return parts.size() < 3 ? Optional.empty() : Optional.of(parts.get(0));
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * One name of a pattern.
   *
   * @param name without quotes and folded, as it would be if nothing in it were special
   * @param regex a regular expression of PostgreSQL's that whole names match
   */
  public record Part(String name, String regex) {}

  /** Reads one pattern. */
  private static final class Parser {
    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private StringBuilder name = new StringBuilder();
    private StringBuilder regex = new StringBuilder();
    private boolean quoted;

    Parser(String text) {
      this.text = text;
    }

    List<Part> parse() {
      for (int i = 0; i < text.length(); i++) {
        char letter = text.charAt(i);
        char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
        if (letter == '"' && quoted && next == '"') {
          literal('"');
          i++;
        } else if (letter == '"') {
          quoted = !quoted;
        } else if (quoted) {
          literal(letter);
        } else if (letter == '[' && next == ']') { // an array, not a set of characters
          literal('[');
          literal(']');
          i++;
        } else {
          special(letter);
        }
      }
      if (quoted) {
        throw new RefusedException(
            "The pattern '%s' has a double quote that is not closed; close it"
                .formatted(Sql.oneLine(text)));
      }
      endPart();
      return parts;
    }

    private void special(char letter) {
      switch (letter) {
        case '.' -> endPart();
        case '*' -> add("*", ".*");
        case '?' -> add("?", ".");
        case '$' -> literal('$');
        default -> {
          String folded = letter >= 'A' && letter <= 'Z' ? lower(letter) : String.valueOf(letter);
          add(folded, folded);
        }
      }
    }

    private static String lower(char letter) {
      return String.valueOf((char) (letter - 'A' + 'a'));
    }

    private void literal(char letter) {
      add(String.valueOf(letter), (SPECIAL.indexOf(letter) >= 0 ? "\\" : "") + letter);
    }

    private void add(String named, String matched) {
      name.append(named);
      regex.append(matched);
    }

    private void endPart() {
      parts.add(new Part(name.toString(), "^(" + regex + ")$"));
      name = new StringBuilder();
      regex = new StringBuilder();
    }
  }
}
