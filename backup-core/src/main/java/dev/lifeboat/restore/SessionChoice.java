package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the sessions of a restore state beyond what all of Lifeboat's do. Immutable; begin with
 * {@link #DEFAULT}.
 *
 * @param role the role that they work as, after they have connected as another
 * @param rowSecurity what policies of the target mean for data
 * @param triggers what becomes of triggers and foreign keys of tables that exist already
 */
public record SessionChoice(Optional<String> role, RowSecurity rowSecurity, Triggers triggers) {
  /** The role that connects; no row may be hidden; triggers are kept quiet as far as allowed. */
  public static final SessionChoice DEFAULT =
      new SessionChoice(Optional.empty(), RowSecurity.REFUSED, Triggers.QUIET_IF_ALLOWED);

  /** What policies of the target mean for data. */
  public enum RowSecurity {
    /** Data that a policy would check is refused. */
    REFUSED,
    /** Policies check rows; only data that was dumped as INSERT gets in then. */
    ENABLED
  }

  /** What becomes of triggers and foreign keys of tables that exist already. */
  public enum Triggers {
    /** They do not fire where the role may say so; elsewhere they do, which is warned of. */
    QUIET_IF_ALLOWED,
    /** They do not fire; a role that may not say so is refused. */
    QUIET
  }

  /** The same as another role. */
  public SessionChoice withRole(String other) {
    return new SessionChoice(Optional.of(other), rowSecurity, triggers);
  }

  /** The same with another meaning of policies. */
  public SessionChoice with(RowSecurity other) {
    return new SessionChoice(role, other, triggers);
  }

  /** The same with another treatment of triggers. */
  public SessionChoice with(Triggers other) {
    return new SessionChoice(role, rowSecurity, other);
  }

  /** Opens a session that writes, to be closed by the caller. */
  Session open(DataSource target) {
    Session session = Session.writing(target);
    try {
      state(session);
      return session;
    } catch (SQLException e) {
      session.close();
      throw PostgresFailure.of("work as " + role.map(Sql::oneLine).orElse("the role"), e);
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
