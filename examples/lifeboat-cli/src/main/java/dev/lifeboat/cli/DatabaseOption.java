package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How commands come to the address of a database. */
final class DatabaseOption {
  /** What the options that take an address say of it. */
  static final String DESCRIPTION =
      "postgresql://... or jdbc:postgresql:...; default: $DATABASE_URL. Without a password there, it"
          + " comes from PGPASSWORD or ~/.pgpass.";

  private static final String VARIABLE = "DATABASE_URL";

  private DatabaseOption() {}

  /**
   * Reads an address and warns of what is left out of it.
   *
   * @param option the option that gives it, for messages
   * @param given its value, if it was given
   */
  static PostgresUrl read(String option, @Nullable String given, Verb verb) {
    Map<String, String> environment = verb.surroundings().environment();
    String text = given == null ? environment.getOrDefault(VARIABLE, "") : given;
    if (text.isBlank()) {
      throw new RefusedException(
          "No database is named; give %s postgresql://user@host/database, or set %s"
              .formatted(option, VARIABLE));
    }
    PostgresUrl url = PostgresUrl.parse(text, environment);
    url.warnings().forEach(verb.progress()::warn);
    return url;
  }
}
