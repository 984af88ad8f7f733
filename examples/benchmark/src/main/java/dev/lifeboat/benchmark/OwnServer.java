package dev.lifeboat.benchmark;

import dev.lifeboat.embedded.EmbeddedServer;
import java.sql.SQLException;
import java.util.UUID;

/** The server from Maven artifacts, for machines without another: quick, and not durable. */
final class OwnServer implements Server {
  private final EmbeddedServer server = EmbeddedServer.start();
  private final String password = UUID.randomUUID().toString();

  static OwnServer start() throws SQLException {
    OwnServer own = new OwnServer();
    try (var connection = own.server.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(USER, own.password));
      return own;
    } catch (SQLException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public String origin() {
    return "from Maven artifacts";
  }

  @Override
  public void close() {
    server.close();
  }
}
