package dev.lifeboat.restore;

import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a script makes in its session, and the roles that it takes there: settings that
 * the server does not have are left out, and all is put back as it was at the end. For one thread.
 */
final class ScriptSettings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptSettings.class);
  private static final Pattern SET =
      Pattern.compile(
          "SET\\s+(?:(?:SESSION|LOCAL)\\s+)?([A-Za-z_][\\w.]*)\\s*(?:=|\\sTO\\s).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String ENCODING = "client_encoding";

  private final Session session;
  private final Events events;
  private final Map<String, String> former = new LinkedHashMap<>();
  private String formerUser = "";
  private String formerRole = "";

  ScriptSettings(Session session, Events events) {
    this.session = session;
    this.events = events;
  }

  /** Lets the script find what it does not qualify, as it would by psql. */
  void begin() {
    try {
      formerUser = session.text("SELECT session_user");
      formerRole = session.text("SELECT pg_catalog.current_setting('role')");
      findUnqualified();
    } catch (SQLException e) {
      throw PostgresFailure.of("prepare the session of a script", e);
    }
  }

  /** Begins a session once more, as psql does when a script connects again. */
  void beginAgain() throws SQLException {
    close();
    findUnqualified();
  }

  private void findUnqualified() throws SQLException {
    session.execute("SET search_path TO DEFAULT");
  }

  /** Whether a statement is a setting that is not to be run. */
  boolean take(String sql) throws SQLException {
    Matcher set = SET.matcher(sql);
    if (!set.matches()) {
      return false;
    }
    String name = set.group(1).toLowerCase(Locale.ROOT);
    return name.equals(ENCODING)
        || !isKnown(name); // the driver speaks UTF-8, whatever a script is in
  }

  /**
   * Puts the former roles and settings back, and ends a transaction that the script left open.
   *
   * @throws dev.lifeboat.error.LifeboatException if the session cannot have its former roles: what
   *     follows, and the host whose connection it is, would work as somebody else
   */
  @Override
  public void close() {
    if (!formerUser.isEmpty() && !session.isAborted()) {
      becomeFormer();
      putSettingsBack();
      emptySearchPath();
    }
  }

  /** First of all: as another role, settings might not be put back. */
  private void becomeFormer() {
    try {
      session.execute("ROLLBACK");
      set("session_authorization", formerUser);
      set("role", formerRole);
    } catch (SQLException e) {
      throw PostgresFailure.of("work as " + Sql.oneLine(formerUser) + " again after a script", e);
    }
  }

  private void putSettingsBack() {
    try {
      for (Map.Entry<String, String> setting : former.entrySet()) {
        set(setting.getKey(), setting.getValue());
      }
    } catch (SQLException e) {
      LOG.debug("A session could not be put back as it was", e);
    }
  }

  /** What follows is not of the script: it must not find what the script, or the target, made. */
  private void emptySearchPath() {
    try {
      session.emptySearchPath();
    } catch (SQLException e) {
      throw PostgresFailure.of("prepare the session for what follows a script", e);
    }
  }

  private void set(String name, String value) throws SQLException {
    session.text("SELECT pg_catalog.set_config(?, ?, false)", name, value);
  }

  private boolean isKnown(String name) throws SQLException {
    if (former.containsKey(name)) {
      return true;
    }
    List<String> value =
        session.texts(
            "SELECT setting FROM pg_catalog.pg_settings"
                + " WHERE pg_catalog.lower(name) OPERATOR(pg_catalog.=) ?", // by any search path
            name);
    if (value.isEmpty() && !name.contains(".")) {
      events.warn("The server has no setting " + name + ", which the script makes; it is left out");
      return false;
    }
    value.forEach(setting -> former.put(name, setting));
    return true;
  }
}
