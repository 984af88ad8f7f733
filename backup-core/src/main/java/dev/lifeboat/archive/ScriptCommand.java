package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;

/**
 * A command of {@code psql}, up to the end of its line.
 *
 * @param name without the backslash
 * @param arguments what follows, without white space around it
 * @param line where it stands
 */
record ScriptCommand(String name, String arguments, long line) {
  private static final int MAX_NAME = 64;
  private static final int MAX_ARGUMENTS = 64 * 1024;

  /** Reads the command whose backslash was read. */
  static ScriptCommand read(ScriptInput in) throws IOException {
    long line = in.line();
    StringBuilder name = new StringBuilder();
    while (isPartOfName(in.peek()) && name.length() < MAX_NAME) {
      name.append((char) in.read());
    }
    StringBuilder arguments = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (arguments.length() == MAX_ARGUMENTS) {
        break;
      }
      arguments.append((char) next);
    }
    return new ScriptCommand(name.toString(), arguments.toString().strip(), line);
  }

  /** Whether another command follows on the line: a backslash outside of quotes. */
  boolean isFollowed() {
    char quote = 0;
    for (char next : arguments.toCharArray()) {
      if (quote == 0 && (next == '\\' || next == '`')) {
        return true;
      }
      if (quote == 0 && (next == '"' || next == '\'')) {
        quote = next;
      } else if (next == quote) {
        quote = 0;
      }
    }
    return arguments.length() == MAX_ARGUMENTS;
  }

  /** Says that it is not run. */
  RefusedException refused() {
    return new RefusedException(
        "Line %d of the script has psql's command \\%s, which is not run here; remove it or load the script with psql"
            .formatted(line, Sql.oneLine(name)));
  }

  private static boolean isPartOfName(int next) {
    return next >= 0 && next != '\\' && !Bytes.isSpace(next);
  }
}
