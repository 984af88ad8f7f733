package dev.lifeboat.restore.scope;

import dev.lifeboat.dump.scope.FilterFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads rules from a file in the form of {@code pg_restore --filter} (PostgreSQL documentation,
 * page "pg_restore"), which is that of a {@link FilterFile}. A name may stand in double quotes.
 */
public final class RestoreFilterFile {
  private RestoreFilterFile() {}

  /**
   * Reads a file.
   *
   * @param file in UTF-8
   * @return its rules, in their order
   * @throws dev.lifeboat.error.RefusedException if a line is no rule
   * @throws IOException if it cannot be read
   */
  public static List<RestoreRule> read(Path file) throws IOException {
    return FilterFile.read(
        file, (objects, name) -> kind(objects).map(kind -> new RestoreRule(kind, unquoted(name))));
  }

  private static Optional<RuleKind> kind(String objects) {
    return Optional.ofNullable(
        switch (objects) {
          case "include schema" -> RuleKind.SCHEMA;
          case "exclude schema" -> RuleKind.EXCLUDE_SCHEMA;
          case "include table" -> RuleKind.TABLE;
          case "include index" -> RuleKind.INDEX;
          case "include function" -> RuleKind.FUNCTION;
          case "include trigger" -> RuleKind.TRIGGER;
          default -> null;
        });
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
  }
}
