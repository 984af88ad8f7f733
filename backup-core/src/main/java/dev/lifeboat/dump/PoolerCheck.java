package dev.lifeboat.dump;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;

/**
 * Finds out whether a proxy hands the connection's server on between transactions, as PgBouncer
 * does in transaction pooling: settings and snapshots do not survive that.
 */
final class PoolerCheck {
  private static final String PID = "SELECT pg_catalog.pg_backend_pid()::pg_catalog.text";

  private PoolerCheck() {}

  static void refuseTransactionPooling(SourceSessions sessions) throws SQLException {
    Session lead = sessions.lead();
    String before = lead.text(PID);
    if (before.equals(Integer.toString(lead.driver().getBackendPID()))) {
      return; // the process that greeted the driver is the one that answers: nothing in between
    }
    Session other = sessions.take();
    try {
      other.begin();
      other.text(PID); // takes the server that the first connection had, if it was given back
      if (!lead.text(PID).equals(before)) {
        throw new RefusedException(
            "A pooler in transaction mode stands between Lifeboat and the database; connect to the"
                + " database directly, or to a pool in session mode");
      }
    } finally {
      sessions.giveBack(other);
    }
  }
}
