package dev.lifeboat.restore;

import dev.lifeboat.archive.ScriptPart;
import dev.lifeboat.archive.ScriptReader;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the roles and tablespaces of a script that are missing on a server. What is there already
 * is left as it is: no attribute, password, setting or membership of an existing role is changed,
 * so that none can do more than before. What the script says of all roles at once is left out
 * unless the server has no roles of its own yet.
 *
 * <p>Roles come in one transaction; tablespaces, which no transaction can make, follow one by one.
 */
final class GlobalsRestore {
  private static final String THERE =
      """
      SELECT 'ROLE ' || rolname FROM pg_catalog.pg_roles
      UNION ALL SELECT 'TABLESPACE ' || spcname FROM pg_catalog.pg_tablespace
      """;

  private static final String HAS_OWN_ROLES =
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' AND oid <> 10"
          + " AND rolname <> current_user)";

  private final Session session;
  private final Set<String> there;
  private final Set<String> made = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  private final List<String> prepared = new ArrayList<>();
  private final boolean hasOwnRoles;
  private boolean inTransaction = true;

  private GlobalsRestore(Session session) throws SQLException {
    this.session = session;
    this.there = new HashSet<>(session.texts(THERE));
    this.hasOwnRoles = session.text(HAS_OWN_ROLES).equals("t");
  }

  /**
   * Runs a script.
   *
   * @param session of the server, as a role that may make roles; not in a transaction
   * @param script as {@code Globals} wrote it
   */
  static GlobalsResult run(Session session, InputStream script) throws IOException {
    try {
      GlobalsRestore restore = new GlobalsRestore(session);
      session.begin();
      restore.runAll(new ScriptReader(script));
      restore.endTransaction();
      return new GlobalsResult(List.copyOf(restore.made), List.copyOf(restore.left));
    } catch (SQLException e) {
      throw PostgresFailure.of("make roles and tablespaces", e);
    }
  }

  private void runAll(ScriptReader script) throws IOException, SQLException {
    for (Optional<ScriptPart> part = script.next(); part.isPresent(); part = script.next()) {
      if (!(part.get() instanceof ScriptPart.Statement statement)) {
        throw new DamagedException(
            "Line %d of the script of roles is no statement; fetch it again"
                .formatted(part.get().line()));
      }
      session.speak(script.encoding());
      take(GlobalStatement.of(statement.sql()));
    }
  }

  private void take(GlobalStatement statement) throws SQLException {
    if (statement.kind() == GlobalStatement.Kind.ENCODING) {
      return; // the driver speaks UTF-8; the session knows what the script is in
    }
    if (statement.kind() == GlobalStatement.Kind.PREPARE) {
      prepared.add(statement.sql());
      return;
    }
    if (isWanted(statement)) {
      if (statement.isAboutTablespace()) {
        endTransaction();
      }
      for (String sql : prepared) {
        run(sql, statement);
      }
      run(byWhoMay(statement).sql(), statement);
    }
    prepared.clear();
  }

  /** A grantor who was there before may not have the right to grant here. */
  private GlobalStatement byWhoMay(GlobalStatement statement) {
    return statement.grantor().filter(grantor -> !made.contains(grantor)).isPresent()
        ? statement.withoutGrantor()
        : statement;
  }

  /** Whether it makes what is missing, or is about something that was made here. */
  private boolean isWanted(GlobalStatement statement) {
    return switch (statement.kind()) {
      case CREATE -> isMissing(statement.names().get(0));
      case ABOUT -> {
        boolean wanted = statement.names().stream().anyMatch(made::contains);
        if (!wanted) {
          left.addAll(statement.names());
        }
        yield wanted;
      }
      case SERVER -> {
        if (hasOwnRoles) {
          left.addAll(statement.names());
        }
        yield !hasOwnRoles;
      }
      case PREPARE, ENCODING, OTHER -> true;
    };
  }

  private boolean isMissing(String name) {
    if (there.contains(name)) {
      left.add(name);
      return false;
    }
    made.add(name);
    return true;
  }

  private void run(String sql, GlobalStatement statement) {
    try {
      session.execute(sql);
    } catch (SQLException e) {
      String title =
          statement.names().isEmpty() ? "a setting of the server" : statement.names().get(0);
      throw PostgresFailure.of("restore " + Sql.oneLine(title), e);
    }
  }

  private void endTransaction() throws SQLException {
    if (inTransaction) {
      session.commit();
      inTransaction = false;
    }
  }
}
