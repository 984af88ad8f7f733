package dev.lifeboat.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a session, as another session finds it.
 *
 * @param pid of its process
 * @param direct whether that process answers the driver itself; behind a pooler it may change
 * @param address of the server, as it sees itself; null over a Unix socket
 * @param startedAt when the server was started, which tells it from others of the same address
 */
record Backend(int pid, boolean direct, @Nullable String address, String startedAt) {
  private static final String QUERY =
      "SELECT pg_catalog.pg_backend_pid(), pg_catalog.inet_server_addr()::pg_catalog.text,"
          + " pg_catalog.pg_postmaster_start_time()::pg_catalog.text";

  /** What a session is to its server. */
  static Backend of(Session session) throws SQLException {
    Backend[] found = new Backend[1];
    int greeter = session.driver().getBackendPID();
    session.query(
        QUERY,
        row ->
            found[0] =
                new Backend(
                    row.getInt(1), row.getInt(1) == greeter, row.getString(2), row.getString(3)));
    return found[0];
  }

  /** Whether both are sessions of one server, which has not been started again between them. */
  boolean isOfSameServer(Backend other) {
    return startedAt.equals(other.startedAt);
  }
}
