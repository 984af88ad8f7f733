package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.testing.SingleConnection;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SessionChoiceTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @Test
  void memoryForIndexesIsStatedAndPutBack() throws SQLException {
    try (TestDatabase database = SERVER.createDatabase();
        Connection connection = database.connect()) {
      String before = memory(connection);
      SessionChoice choice = SessionChoice.DEFAULT.withMaintenanceWorkMem("77MB");
      try (Session session = choice.open(new SingleConnection(connection))) {
        assertThat(memory(session.connection())).isEqualTo("77MB");
      }
      assertThat(memory(connection)).isEqualTo(before);
    }
  }

  @Test
  void memoryThatIsNoSizeIsRefused() {
    assertThatThrownBy(() -> SessionChoice.DEFAULT.withMaintenanceWorkMem("lots'; --"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is no size of memory");
  }

  private static String memory(Connection connection) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery("SHOW maintenance_work_mem")) {
      row.next();
      return row.getString(1);
    }
  }
}
