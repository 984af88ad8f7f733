package dev.lifeboat.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DatabaseKindTest {
  private static final long BYTES = 20_000_000;

  @Test
  void eachKindIsAboutAsLargeAsAskedFor() throws SQLException {
    try (Server server = OwnServer.start()) {
      for (DatabaseKind kind : DatabaseKind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        server.run(Server.USER, "CREATE DATABASE " + name);
        long empty = size(server, name);
        try (Connection connection = server.connect(name)) {
          kind.fill(connection, new DatabaseKind.Size(BYTES, 700));
        }
        assertThat(size(server, name) - empty).as(name).isBetween(BYTES / 2, 2 * BYTES);
      }
    }
  }

  private static long size(Server server, String database) throws SQLException {
    return Long.parseLong(
        server.texts(database, "SELECT pg_database_size(current_database())").get(0));
  }
}
