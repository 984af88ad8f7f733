package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of a source's server at every moment of a dump. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostServerTest {
  private static final TestPostgres SERVER = TestPostgres.fresh(15);
  private static final DumpOptions OPTIONS =
      DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(64 * 1024);
  private static final String SESSIONS =
      " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
          + " AND backend_type = 'client backend'";
  private static final String LEAD = SESSIONS + " ORDER BY backend_start LIMIT 1";
  private static final String WORKERS = SESSIONS + " ORDER BY backend_start OFFSET 1";

  private static TestDatabase source;

  @BeforeAll
  static void fillSource() {
    source = SERVER.createDatabase();
    source.execute("CREATE TABLE t AS SELECT g, md5(g::text) FROM generate_series(1, 40000) g");
  }

  @AfterAll
  static void dropSource() {
    source.close();
  }

  static Stream<Arguments> faultsAtMoments() {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(fault, moment)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("faultsAtMoments")
  void theFirstCauseIsReportedAsOneThatMayPass(Fault fault, Moment moment) {
    Dumper dumper = Dumper.of(source.dataSource(), OPTIONS, Events.silent("dump"));
    DumpSummary[] summary = new DumpSummary[1];
    Throwable thrown =
        catchThrowable(() -> summary[0] = dumper.dumpTo(new FaultySink(fault, moment)));
    if (fault.passes) {
      assertThat(thrown).isNull();
      assertThat(summary[0].rows()).isEqualTo(40_000);
    } else {
      assertThat(thrown)
          .isInstanceOf(RetryableException.class)
          .hasMessageNotContaining("snapshot identifier")
          .hasMessageMatching(".*\\((57P0\\d|08\\d{3})\\).*");
    }
    Polling.until( // a server takes a moment to end a session that was closed
        "no session is left", () -> "0".equals(source.value("SELECT count(*)" + SESSIONS)));
  }

  /** What happens to the server; whether the dump gets over it. */
  enum Fault {
    THE_LEAD_IS_TERMINATED(false, db -> db.query("SELECT pg_terminate_backend(pid, 9000)" + LEAD)),
    WORKERS_ARE_TERMINATED(
        true,
        db ->
            db.query(
                "SELECT pg_terminate_backend(pid, 9000) FROM (SELECT pid" + WORKERS + ") AS w")),
    ALL_ARE_TERMINATED(false, db -> db.query("SELECT pg_terminate_backend(pid, 9000)" + SESSIONS)),
    STATEMENTS_ARE_CANCELLED(
        true,
        db -> db.query("SELECT pg_cancel_backend(pid) FROM (SELECT pid" + WORKERS + ") AS w")),
    THE_SERVER_RESTARTS(false, db -> db.server().restart("fast")),
    THE_SERVER_CRASHES(false, db -> db.server().restart("immediate"));

    private final boolean passes;
    private final Consumer<TestDatabase> action;

    Fault(boolean passes, Consumer<TestDatabase> action) {
      this.passes = passes;
      this.action = action;
    }
  }

  /** When it happens. */
  enum Moment {
    BEFORE_THE_FIRST_VOLUME,
    WITHIN_A_VOLUME,
    BEFORE_A_LATER_VOLUME
  }

  /** Keeps nothing, and lets the fault happen once. */
  private static final class FaultySink implements VolumeSink {
    private final Fault fault;
    private final Moment moment;
    private final AtomicBoolean happened = new AtomicBoolean();

    FaultySink(Fault fault, Moment moment) {
      this.fault = fault;
      this.moment = moment;
    }

    @Override
    public VolumeOutput open(int number) {
      boolean now =
          moment == Moment.BEFORE_THE_FIRST_VOLUME
              || (moment == Moment.BEFORE_A_LATER_VOLUME && number >= 4);
      if (now) {
        happen();
      }
      return new FaultyVolume();
    }

    private void happen() {
      if (happened.compareAndSet(false, true)) {
        fault.action.accept(source);
      }
    }

    private final class FaultyVolume extends VolumeOutput {
      @Override
      public void write(int b) {}

      @Override
      public void write(byte[] bytes, int offset, int length) {
        if (moment == Moment.WITHIN_A_VOLUME) {
          happen();
        }
      }

      @Override
      public void commit() {}

      @Override
      public void close() {}
    }
  }
}
