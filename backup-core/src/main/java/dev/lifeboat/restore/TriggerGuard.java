package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import java.sql.SQLException;

/**
 * Keeps triggers and foreign keys that exist already from hindering data on its way in. Where the
 * archive makes the tables, there are none yet; tables of extensions come with theirs.
 */
enum TriggerGuard {
  /** There is nothing to guard against. */
  NONE,
  /** Triggers do not fire in sessions that replicate. */
  REPLICA,
  /** Not allowed to do anything: the order of the archive heeds foreign keys. */
  ORDER;

  private static final String REPLICATE = "SET LOCAL session_replication_role = replica";

  /** What a session may do where the tables exist already. */
  static TriggerGuard allowed(Session session) throws SQLException {
    try {
      session.begin();
      session.execute(REPLICATE);
      return REPLICA;
    } catch (SQLException e) {
      return ORDER;
    } finally {
      session.rollback();
    }
  }

  void apply(Session session) throws SQLException {
    if (this == REPLICA) {
      session.execute(REPLICATE);
    }
  }
}
