package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import java.sql.SQLException;

/** Gives a transaction up without hiding why. */
final class Rollback {
  private Rollback() {}

  /** Rolls back; that this fails too, say as the connection is lost, is told with the cause. */
  static void after(Session session, Exception cause) {
    try {
      if (!session.connection().isClosed() && !session.connection().getAutoCommit()) {
        session.rollback();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
