package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Target;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Foreign keys in all directions between few tables, made at once, must not wait for each other.
 */
class ManyForeignKeysTest {
  private static final int TABLES = 5;
  private static final int TIMES = 3;
  private static final int KEYS = (TABLES + 1) * (TABLES + 1);

  static Stream<TestPostgres> servers() {
    // Since 15 what a session counted is known as soon as it has ended.
    return TestPostgres.usual().filter(server -> server.major() >= 15);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void makingThemInParallelMeetsNoDeadlock(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      fill(source);
      Lifeboat lifeboat =
          Lifeboat.builder()
              .source(Source.of("s", source.dataSource()))
              .storage(new MemoryStorage())
              .encryption(Plaintext.INSTANCE)
              .decryption(Plaintext.INSTANCE)
              .build();
      Backup backup = lifeboat.backup();
      for (int i = 0; i < TIMES; i++) {
        restoreOnce(server, lifeboat, backup);
      }
    }
  }

  private static void restoreOnce(TestPostgres server, Lifeboat lifeboat, Backup backup) {
    try (TestDatabase copy = server.createDatabase()) {
      lifeboat.restore(
          RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
              .withOptions(RestoreOptions.defaults().withJobs(6)));

      assertThat(
              copy.value(
                  "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0"))
          .isEqualTo("" + KEYS);
      assertThat(
              copy.value(
                  "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
          .isEqualTo("0");
    }
  }

  /** Ordinary tables and a partitioned one, each of which refers to each, itself too. */
  private static void fill(TestDatabase source) {
    source.execute(
        """
        CREATE TABLE t0 (id int PRIMARY KEY, other int) PARTITION BY RANGE (id);
        CREATE TABLE t0_low PARTITION OF t0 FOR VALUES FROM (0) TO (1000);
        CREATE TABLE t0_high PARTITION OF t0 FOR VALUES FROM (1000) TO (9000);
        """);
    for (int i = 1; i <= TABLES; i++) {
      source.execute("CREATE TABLE t%d (id int PRIMARY KEY, other int)".formatted(i));
    }
    for (int i = 0; i <= TABLES; i++) {
      source.execute("INSERT INTO t%d SELECT n, n FROM generate_series(1, 5000) AS n".formatted(i));
      source.execute("CREATE INDEX ON t%d (other)".formatted(i));
    }
    for (int from = 0; from <= TABLES; from++) {
      for (int to = 0; to <= TABLES; to++) {
        source.execute(
            "ALTER TABLE t%d ADD FOREIGN KEY (other) REFERENCES t%d (id)".formatted(from, to));
      }
    }
  }
}
