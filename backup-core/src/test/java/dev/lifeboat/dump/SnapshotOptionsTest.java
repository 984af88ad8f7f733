package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.SnapshotOptions.Isolation;
import dev.lifeboat.dump.SnapshotOptions.Quoting;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the source is read. */
class SnapshotOptionsTest {
  private static final SnapshotOptions DEFAULTS = SnapshotOptions.defaults();

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void aSnapshotOfAnotherSessionShowsItsMoment(TestPostgres server) throws SQLException {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase();
        Connection other = source.connect()) {
      source.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
      String snapshot = export(other);
      source.execute("INSERT INTO t VALUES (2); CREATE TABLE later (n int)");

      Path file = dump(source, options -> options.importing(snapshot));
      RoundTrip.usual().restore(file, copy);

      assertThat(copy.query("SELECT n FROM t").toString()).isEqualTo("[[1]]");
      assertThat(copy.value("SELECT to_regclass('later')")).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void tablesThatChangedSinceAnImportedSnapshotEndTheDump(TestPostgres server) throws SQLException {
    for (String change :
        new String[] {
          "TRUNCATE t",
          "ALTER TABLE t ALTER n TYPE text",
          "DROP TABLE t",
          "ALTER TABLE t RENAME TO u",
          "ALTER TABLE t RENAME n TO m"
        }) {
      try (TestDatabase source = server.createDatabase();
          Connection other = source.connect()) {
        source.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
        String snapshot = export(other);
        source.execute(change);

        assertThatThrownBy(() -> dump(source, options -> options.importing(snapshot)))
            .as(change)
            .isInstanceOf(LifeboatException.class)
            .hasMessageMatching(".*(export a new one|table public\\.t; back up again).*");
      }
    }
  }

  @Test
  void aSnapshotThatIsGoneIsRefusedInOneSentence() throws SQLException {
    try (TestDatabase source = TestPostgres.of(15).createDatabase()) {
      String snapshot;
      try (Connection other = source.connect()) {
        snapshot = export(other);
      }
      assertThatThrownBy(() -> dump(source, options -> options.importing(snapshot)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("'" + snapshot + "' cannot be imported")
          .hasMessageContaining("keep that transaction open");
      assertThatThrownBy(() -> dump(source, options -> options.importing("it's; DROP\n")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("'it's; DROP ' cannot be imported");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void workersJoinASerializableSnapshot(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT generate_series(1, 10000) AS n");
      Path file = dump(source, options -> options.with(Isolation.SERIALIZABLE_DEFERRABLE));
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.value("SELECT count(*) FROM t")).isEqualTo("10000");
    }
  }

  /** A transaction that writes can make the snapshot unsafe as long as it runs. */
  @Test
  void aSerializableDumpWaitsForAMomentThatIsSafe() throws Exception {
    try (TestDatabase source = TestPostgres.of(15).createDatabase();
        Connection writer = source.connect();
        Statement statement = writer.createStatement()) {
      source.execute("CREATE TABLE t (n int)");
      writer.setAutoCommit(false);
      writer.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      statement.execute("INSERT INTO t SELECT count(*) FROM t");
      Thread dump =
          new Thread(
              () -> dump(source, options -> options.with(Isolation.SERIALIZABLE_DEFERRABLE)));
      dump.start();
      while (!"t"
          .equals(
              source.value(
                  "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'SafeSnapshot')"))) {
        assertThat(dump.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      writer.commit();
      dump.join(Duration.ofMinutes(1).toMillis());
      assertThat(dump.isAlive()).isFalse();
    }
  }

  @Test
  void allNamesAreQuotedOnRequest() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase()) {
      source.execute("CREATE TABLE t (n int); CREATE VIEW v AS SELECT n FROM t");
      assertThat(view(dump(source, Function.identity()))).contains("FROM public.t");
      assertThat(view(dump(source, options -> options.with(Quoting.ALL))))
          .contains("FROM \"public\".\"t\"");
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> DEFAULTS.withLockTimeout(Duration.ZERO))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> DEFAULTS.importing("x").with(Isolation.SERIALIZABLE_DEFERRABLE))
        .isInstanceOf(RefusedException.class);
  }

  private static String view(Path file) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      return archive.toc().entries().stream()
          .filter(entry -> entry.description().equals("VIEW"))
          .findFirst()
          .orElseThrow()
          .definition();
    }
  }

  private Path dump(TestDatabase source, Function<SnapshotOptions, SnapshotOptions> how) {
    Path file = folder.resolve(source.name() + "-" + System.nanoTime() + ".dump");
    RoundTrip.with(DumpOptions.defaults().withSnapshot(how.apply(DEFAULTS))).dump(source, file);
    return file;
  }

  private static String export(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }
}
