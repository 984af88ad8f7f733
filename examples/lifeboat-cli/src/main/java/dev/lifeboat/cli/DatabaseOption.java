package dev.lifeboat.cli;

import dev.lifeboat.postgres.PostgresUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How commands come to the address of a database. */
final class DatabaseOption {
  /** What the options that take an address say of it. */
  static final String DESCRIPTION =
      "postgresql://... or jdbc:postgresql:...; default: $DATABASE_URL, then what libpq's variables"
          + " say, PGHOST or PGSERVICE among them. Without a password there, it comes from PGPASSWORD"
          + " or ~/.pgpass.";

  private static final String VARIABLE = "DATABASE_URL";

  /** An address that leaves all to the environment, where that says which server. */
  private static final String OF_ENVIRONMENT = "postgresql://";

  private static final List<String> SERVER_VARIABLES = List.of("PGHOST", "PGHOSTADDR", "PGSERVICE");

  private DatabaseOption() {}

  /**
   * Reads an address and warns of what is left out of it.
   *
   * @param option the option that gives it, for messages
   * @param given its value, if it was given
   */
  static PostgresUrl read(String option, @Nullable String given, Verb verb) {
    Map<String, String> environment = verb.surroundings().environment();
    String text = given == null ? byDefault(environment) : given;
    if (text.isBlank()) {
      throw new UsageException(
          "No database is named; give %s postgresql://user@host/database, or set %s"
              .formatted(option, VARIABLE));
    }
    PostgresUrl url = UsageException.onRefusal(() -> PostgresUrl.parse(text, environment));
    url.warnings().forEach(verb.progress()::warn);
    return url;
  }

  private static String byDefault(Map<String, String> environment) {
    String url = environment.getOrDefault(VARIABLE, "");
    boolean isNamed =
        SERVER_VARIABLES.stream().anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    return url.isBlank() && isNamed ? OF_ENVIRONMENT : url;
  }
}
