package dev.lifeboat.restore;

import dev.lifeboat.archive.ScriptPart;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Sql;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script says of whole databases. One that was dumped with {@code --create} makes a database
 * and goes on in it; it is restored into the target instead, so that this is left out.
 */
final class ScriptDatabases {
  private static final Pattern MAKES = Pattern.compile("(CREATE|DROP)\\s+DATABASE\\s.*", flags());
  private static final Pattern ABOUT =
      Pattern.compile(
          "(ALTER|COMMENT\\s+ON|(GRANT|REVOKE|SECURITY\\s+LABEL)\\s.*\\sON)\\s+DATABASE\\s.*"
              + "|ALTER\\s+(ROLE|USER)\\s.*\\sIN\\s+DATABASE\\s.*"
              + "|UPDATE\\s+pg_catalog\\.pg_database\\s.*",
          flags());

  private final Events events;
  private boolean made;
  private @Nullable String connected;

  ScriptDatabases(Events events) {
    this.events = events;
  }

  /** Whether a statement is about a database of the script's, not about what is in it. */
  boolean isAboutOne(String sql) {
    if (MAKES.matcher(sql).matches()) {
      if (connected != null) {
        throw new RefusedException(
            "The script creates several databases; split it and load each part into its own");
      }
      made = true;
      return true;
    }
    return ABOUT.matcher(sql).matches();
  }

  /**
   * Takes the command to go on in the database that the script made. Where that database has
   * settings of its own, {@code pg_dump} connects to it again after it has set them.
   */
  void connect(ScriptPart.Connect connect) {
    boolean again = connect.arguments().equals(connected);
    if (!made || (connected != null && !again)) {
      throw new RefusedException(
          "Line %d of the script goes on in another database, '%s'; split the script and load each part into its own"
              .formatted(connect.line(), Sql.oneLine(connect.arguments())));
    }
    if (!again) {
      connected = connect.arguments();
      events.warn(
          "The script makes a database of its own; it is restored into the target instead, without"
              + " that database's own properties");
    }
  }

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }
}
