package dev.lifeboat.restore;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What the sessions of a restore state beyond what all of Lifeboat's do. Immutable; begin with
 * {@link #DEFAULT}.
 *
 * @param role the role that they work as, after they have connected as another
 * @param rowSecurity what policies of the target mean for data
 * @param triggers what becomes of triggers of tables that exist already
 * @param maintenanceWorkMem the memory that each session may take to make an index, as PostgreSQL
 *     writes sizes ({@code 512MB}); empty for the server's own setting
 * @param searchPath where functions of the archive look for what they do not qualify, as SQL writes
 *     it; empty for nowhere, as {@code pg_restore} has it
 */
public record SessionChoice(
    Optional<String> role,
    RowSecurity rowSecurity,
    Triggers triggers,
    Optional<String> maintenanceWorkMem,
    Optional<String> searchPath) {
  /** The role that connects; no row may be hidden; triggers fire. */
  public static final SessionChoice DEFAULT =
      new SessionChoice(
          Optional.empty(), RowSecurity.REFUSED, Triggers.FIRE, Optional.empty(), Optional.empty());

  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,9} ?(kB|MB|GB|TB)?");

  /** What policies of the target mean for data. */
  public enum RowSecurity {
    /** Data that a policy would check is refused. */
    REFUSED,
    /** Policies check rows; only data that was dumped as INSERT gets in then. */
    ENABLED
  }

  /** What becomes of triggers of tables that exist already; their keys hold in any case. */
  public enum Triggers {
    /** They fire, which is warned of. */
    FIRE,
    /**
     * They are disabled, whatever their state, in the transaction that loads their table, and then
     * as they were; a role that may not do that is refused.
     */
    DISABLED
  }

  /** Refuses what is no size and no path. */
  public SessionChoice {
    Given.value(role, "the role of a session");
    Given.value(rowSecurity, "the row security of a session");
    Given.value(triggers, "the triggers of a session");
    Given.value(maintenanceWorkMem, "maintenance_work_mem");
    Given.value(searchPath, "search_path");
    searchPath = searchPath.map(SessionChoice::path);
    maintenanceWorkMem
        .filter(size -> !SIZE.matcher(size).matches())
        .ifPresent(
            size -> {
              throw new RefusedException(
                  "'%s' is no size of memory; write it as 512MB or 2GB"
                      .formatted(Sql.oneLine(size)));
            });
  }

  /** The same as another role. */
  public SessionChoice withRole(String other) {
    return new SessionChoice(
        Optional.of(Given.value(other, "the role of a session")),
        rowSecurity,
        triggers,
        maintenanceWorkMem,
        searchPath);
  }

  /** The same with another meaning of policies. */
  public SessionChoice with(RowSecurity other) {
    return new SessionChoice(role, other, triggers, maintenanceWorkMem, searchPath);
  }

  /** The same with another treatment of triggers. */
  public SessionChoice with(Triggers other) {
    return new SessionChoice(role, rowSecurity, other, maintenanceWorkMem, searchPath);
  }

  /** The same with other memory to make indexes with. */
  public SessionChoice withMaintenanceWorkMem(String size) {
    return new SessionChoice(
        role,
        rowSecurity,
        triggers,
        Optional.of(Given.value(size, "maintenance_work_mem")),
        searchPath);
  }

  /**
   * The same with a {@code search_path} for the statements and rows of the archive. From PostgreSQL
   * 17 on, indexes and materialized views do not heed it, as the server has it.
   *
   * @param schemas as SQL writes them: names with commas between them, quoted where need be
   */
  public SessionChoice withSearchPath(String schemas) {
    return new SessionChoice(
        role,
        rowSecurity,
        triggers,
        maintenanceWorkMem,
        Optional.of(Given.value(schemas, "search_path")));
  }

  /** States the path, where there is one, for statements that run functions of the archive. */
  void stateSearchPath(Session session) throws SQLException {
    if (searchPath.isPresent()) {
      session.execute("SET search_path = " + searchPath.get());
    }
  }

  /** Empties it again. */
  void emptySearchPath(Session session) throws SQLException {
    if (searchPath.isPresent()) {
      session.execute("SET search_path = ''");
    }
  }

  /** The names, quoted, so that nothing but names can be in it. */
  private static String path(String schemas) {
    List<String> names = new ArrayList<>();
    boolean nameIsNext = true;
    for (Token token : SqlTokens.of(schemas)) {
      if (token.kind() == SqlTokens.Kind.SPACE) {
        continue;
      }
      if (nameIsNext ? !token.isName() : !token.is(',')) {
        throw noPath(schemas);
      }
      if (nameIsNext) {
        names.add(token.name());
      }
      nameIsNext = !nameIsNext;
    }
    if (nameIsNext) {
      throw noPath(schemas);
    }
    return Sql.identifiers(names);
  }

  private static RefusedException noPath(String schemas) {
    return new RefusedException(
        "'%s' is no search_path; write the names of schemas with commas between them"
            .formatted(Sql.oneLine(schemas)));
  }

  /** Opens a session that writes, to be closed by the caller. */
  Session open(DataSource target) {
    Session session = Session.writing(target);
    try {
      state(session);
      enforceKeys(session);
      maintenanceWorkMem.ifPresent(size -> allow(session, size));
      return session;
    } catch (SQLException e) {
      session.close();
      throw PostgresFailure.of("work as " + role.map(Sql::oneLine).orElse("the role"), e);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** No key is checked in a session that replicates, as roles and databases may have it. */
  private static void enforceKeys(Session session) {
    try {
      if (session.text("SHOW session_replication_role").equals("replica")) {
        session.set("session_replication_role", "origin");
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("set session_replication_role to origin", e);
    }
  }

  private static void allow(Session session, String size) {
    try {
      session.set("maintenance_work_mem", size);
    } catch (SQLException e) {
      throw PostgresFailure.of("set maintenance_work_mem to " + size, e);
    }
  }

  private void state(Session session) throws SQLException {
    if (role.isPresent()) {
      session.become(role.get());
    }
    if (rowSecurity == RowSecurity.ENABLED) {
      session.execute("SET row_security = on");
    }
  }
}
