package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.existing.KeyCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The foreign keys that are not enforced while a script loads rows, as it disables their triggers
 * or somebody had done so before. For one thread.
 */
final class ScriptKeys {
  /** The first words of statements that load rows, up to the name of the table. */
  private static final Pattern ROWS =
      Pattern.compile(
          "\\s*(?:COPY|INSERT\\s+INTO)\\s+((?:(?:\"(?:[^\"]|\"\")*+\"|[^\\s(.\"]+)\\.)?(?:\"(?:[^\"]|\"\")*+\"|[^\\s(.\"]+)).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern DISABLES =
      Pattern.compile(
          "\\bDISABLE\\s+TRIGGER\\b|\\bsession_replication_role\\b", Pattern.CASE_INSENSITIVE);

  private final Set<Long> unchecked = new TreeSet<>();
  private boolean disabled;
  private String last = "";

  /** Looks whether keys are disabled already. */
  void begin(Session session) {
    try {
      disabled = KeyCheck.isAnyDisabled(session);
    } catch (SQLException e) {
      throw PostgresFailure.of("look at the foreign keys of the target", e);
    }
  }

  /** Looks at a statement before it is run. */
  void note(Session session, String sql) throws SQLException {
    Matcher rows = ROWS.matcher(sql);
    if (!rows.matches()) {
      disabled |= DISABLES.matcher(sql).find();
      last = "";
    } else if (disabled && !rows.group(1).equals(last)) {
      last = rows.group(1);
      noteRows(session, last);
    }
  }

  /** What the name means, the path of the script says; no operator of it is to be called. */
  private void noteRows(Session session, String table) throws SQLException {
    String oid =
        session.text("SELECT COALESCE(pg_catalog.to_regclass(?)::pg_catalog.oid, 0)", table);
    String path = session.text("SHOW search_path");
    session.execute("SET search_path TO ''");
    unchecked.addAll(KeyCheck.unchecked(session, List.of(Long.valueOf(oid))));
    session.text("SELECT pg_catalog.set_config('search_path', ?, false)", path);
  }

  /**
   * Checks them.
   *
   * @return a warning for each that does not hold or cannot be checked
   */
  List<String> check(Session session) {
    try {
      session.execute("SET search_path TO ''");
      return KeyCheck.check(session, unchecked);
    } catch (SQLException e) {
      throw PostgresFailure.of("check the foreign keys of the target", e);
    }
  }
}
