package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import org.junit.jupiter.api.Test;

class BlockedWorkerTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  @Test
  void aTableThatSomebodyWaitsToChangeIsNamedAmongMany() throws Exception {
    try (TestDatabase source = SERVER.createDatabase()) {
      for (int i = 1; i <= 5; i++) {
        source.execute("CREATE TABLE t%d AS SELECT %d AS n".formatted(i, i));
      }
      Thread migration = new Thread(() -> source.execute("ALTER TABLE t3 ADD COLUMN more int"));
      Dumper dumper =
          Dumper.of(source.dataSource(), DumpOptions.defaults().withJobs(1), Events.silent("dump"));

      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        startOnce(migration, source);
                        return new DiscardedVolume();
                      }))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("waits to change the table \"public\".\"t3\";");
      migration.join();
      assertThat(source.value("SELECT count(more) FROM t3")).isEqualTo("0");
    }
  }

  /** The dump's lead holds the lock by now, and the worker is yet to ask for it. */
  private static void startOnce(Thread migration, TestDatabase source) {
    if (migration.getState() == Thread.State.NEW) {
      migration.start();
      while ("0".equals(source.value(WAITING))) {
        Thread.onSpinWait();
      }
    }
  }
}
