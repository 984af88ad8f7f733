package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.verify.ScratchDatabase;
import dev.lifeboat.verify.ScratchDatabase.Scratch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ScratchDatabase} must do; a host's own as well. */
public abstract class ScratchDatabaseContract {
  private static final String RELATIONS =
      "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
          + " WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

  /** For tests of implementations. */
  protected ScratchDatabaseContract() {}

  /** The one to be judged. */
  protected abstract ScratchDatabase scratchDatabase();

  @Test
  void aScratchDatabaseIsEmptyAndTakesAnything() throws SQLException {
    try (Scratch scratch = scratchDatabase().open()) {
      assertThat(value(scratch, RELATIONS)).isEqualTo("0");

      execute(scratch, "CREATE SCHEMA s; CREATE TABLE s.t (x) AS SELECT generate_series(1, 1000)");
      assertThat(value(scratch, "SELECT sum(x) FROM s.t")).isEqualTo("500500");
    }
  }

  @Test
  void itKeepsUnicode() throws SQLException {
    try (Scratch scratch = scratchDatabase().open()) {
      assertThat(value(scratch, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(value(scratch, "SELECT 'محمد ' || chr(128640)")).isEqualTo("محمد 🚀");
    }
  }

  @Test
  void aLaterOneIsEmptyAgain() throws SQLException {
    try (Scratch scratch = scratchDatabase().open()) {
      execute(scratch, "CREATE TABLE t ()");
    }
    try (Scratch scratch = scratchDatabase().open()) {
      assertThat(value(scratch, RELATIONS)).isEqualTo("0");
    }
  }

  @Test
  void twoAtOnceDoNotSeeEachOther() throws SQLException {
    ScratchDatabase database = scratchDatabase();
    try (Scratch first = database.open();
        Scratch second = database.open()) {
      execute(first, "CREATE TABLE t ()");

      assertThat(value(second, RELATIONS)).isEqualTo("0");
    }
  }

  @Test
  void severalAreOpenedAtOnce() {
    ScratchDatabase database = scratchDatabase();
    List<CompletableFuture<Scratch>> opening =
        Stream.generate(() -> CompletableFuture.supplyAsync(database::open)).limit(3).toList();
    List<Scratch> opened = opening.stream().map(CompletableFuture::join).toList();
    try {
      assertThat(opened).extracting(Scratch::location).doesNotContainNull();
    } finally {
      opened.forEach(Scratch::close);
    }
  }

  @Test
  void workersConnectTogether() throws SQLException {
    try (Scratch scratch = scratchDatabase().open()) {
      List<Connection> connections = new ArrayList<>();
      try {
        for (int i = 0; i < 16; i++) {
          connections.add(scratch.dataSource().getConnection());
        }
        assertThat(connections).allMatch(ScratchDatabaseContract::isAlive);
      } finally {
        for (Connection connection : connections) {
          connection.close();
        }
      }
    }
  }

  @Test
  void closingRemovesTheDatabaseAlthoughSomeoneIsConnected() throws SQLException {
    Scratch scratch = scratchDatabase().open();
    try (Connection connection = scratch.dataSource().getConnection()) {
      scratch.close();

      assertThat(isAlive(connection)).isFalse();
    }
    assertThatThrownBy(() -> scratch.dataSource().getConnection().close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void closingTwiceDoesNothing() {
    Scratch scratch = scratchDatabase().open();

    scratch.close();
    scratch.close();
  }

  @Test
  void theLocationSaysWhereWithoutSecrets() {
    try (Scratch scratch = scratchDatabase().open()) {
      assertThat(scratch.location()).isNotBlank().doesNotContainIgnoringCase("password");
      assertThat(scratch.location()).doesNotContainPattern(":[^/@]+@");
      assertThat(scratch.toString()).doesNotContainIgnoringCase("password=");
    }
  }

  /** Runs statements in a scratch database. */
  protected static void execute(Scratch scratch, String sql) throws SQLException {
    try (Connection connection = scratch.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one value that a query gives, as text. */
  protected static String value(Scratch scratch, String sql) throws SQLException {
    try (Connection connection = scratch.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean isAlive(Connection connection) {
    try {
      return connection.isValid(10);
    } catch (SQLException e) {
      return false;
    }
  }
}
