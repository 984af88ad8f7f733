package dev.lifeboat.postgres;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a connection, which the driver keeps to itself.
 *
 * <p>Closing a socket that speaks TLS waits for whoever writes to it, which on a network that has
 * gone dead is for ever, unless it is set not to linger ({@code SO_LINGER}); no interface of JDBC
 * or of the driver can do that.
 */
final class DriverSocket {
  private static final Logger LOG = LoggerFactory.getLogger(DriverSocket.class);

  private DriverSocket() {}

  /** Lets the socket be closed at once, whatever is written to it, as far as it can be got at. */
  static void closeAtOnce(Connection connection) {
    try {
      of(connection).setSoLinger(true, 0);
    } catch (ReflectiveOperationException
        | InaccessibleObjectException
        | ClassCastException
        | SQLException
        | IOException e) {
      LOG.debug("The socket of a connection cannot be set to close at once", e);
    }
  }

  private static Socket of(Connection connection)
      throws ReflectiveOperationException, SQLException {
    Object executor = connection.unwrap(PgConnection.class).getQueryExecutor();
    Field field = executor.getClass().getSuperclass().getDeclaredField("pgStream");
    field.setAccessible(true);
    Object stream = field.get(executor);
    return (Socket) stream.getClass().getMethod("getSocket").invoke(stream);
  }
}
