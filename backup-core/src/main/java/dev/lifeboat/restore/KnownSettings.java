package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Which settings a server has, asked one by one. For one thread at a time. */
final class KnownSettings implements Predicate<String> {
  private static final String FORBIDDEN = "42501";

  private final Session session;
  private final Map<String, Boolean> answers = new HashMap<>();

  /**
   * Those of a server.
   *
   * @param session of it, not in a transaction; is asked as long as this is used
   */
  KnownSettings(Session session) {
    this.session = session;
  }

  /** Whether the server takes a setting of a name; any that an extension may bring is taken. */
  @Override
  public boolean test(String name) {
    return name.contains(".") || answers.computeIfAbsent(name, this::ask);
  }

  /** The view {@code pg_settings} lacks some, such as the role. */
  private boolean ask(String name) {
    try {
      return session
          .text("SELECT pg_catalog.current_setting(?, true) IS NOT NULL", name)
          .equals("t");
    } catch (SQLException e) {
      if (PostgresFailure.state(e).equals(FORBIDDEN)) {
        return true; // to be seen by few
      }
      throw PostgresFailure.of("see which settings the server has", e);
    }
  }
}
