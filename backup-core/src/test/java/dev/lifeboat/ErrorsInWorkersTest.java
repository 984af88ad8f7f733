package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.Transactions;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.FailingCopies;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sort of {@link Error} in the middle of a table, in every verb that copies rows: the run
 * ends, the connection is aborted without another word, and what is reported is what happened.
 */
class ErrorsInWorkersTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Supplier<Error>> ERRORS =
      List.of(
          () -> new OutOfMemoryError("Java heap space"),
          StackOverflowError::new,
          () -> new InternalError("made up"),
          () -> new NoClassDefFoundError("made/Up"),
          () -> new AssertionError("made up"));

  /** What may be done to a connection that was aborted. */
  private static final List<String> CALLS_AFTER = List.of("unwrap", "abort", "isClosed", "close");

  private static final MemoryStorage STORAGE =
      new MemoryStorage(SettableClock.at("2026-11-22T06:00:00Z"));
  private static TestDatabase source;
  private static Backup backup;

  @BeforeAll
  static void backUp() {
    source = SERVER.createDatabase();
    for (int i = 1; i <= 4; i++) {
      source.execute(
          "CREATE TABLE t%d AS SELECT n, repeat(md5(n::text), 60) FROM generate_series(1, 2000) n"
              .formatted(i));
    }
    source.execute(
        "CREATE TABLE victim AS SELECT n, repeat(md5(n::text), 999) FROM generate_series(1, 50) n");
    backup = lifeboat(source.dataSource(), name -> SERVER.database(name).dataSource()).backup();
  }

  @AfterAll
  static void drop() {
    source.close();
  }

  static Stream<Arguments> errors() {
    return ERRORS.stream().map(error -> Arguments.of(named(error)));
  }

  static Stream<Arguments> errorsAndJobs() {
    return ERRORS.stream()
        .flatMap(error -> Stream.of(1, 3).map(jobs -> Arguments.of(named(error), jobs)));
  }

  static Stream<Arguments> errorsAndStatements() {
    return ERRORS.stream()
        .flatMap(
            error ->
                Stream.of("FROM stdin", "TO STDOUT")
                    .map(statement -> Arguments.of(named(error), statement)));
  }

  static Stream<Arguments> errorsAndConducts() {
    List<RestoreConduct> conducts =
        List.of(
            RestoreConduct.DEFAULT.withJobs(1),
            RestoreConduct.DEFAULT.withJobs(3),
            RestoreConduct.DEFAULT.withJobs(3).with(OnError.GO_ON),
            RestoreConduct.DEFAULT.with(Transactions.single()));
    return ERRORS.stream()
        .flatMap(error -> conducts.stream().map(conduct -> Arguments.of(named(error), conduct)));
  }

  private static Named<Supplier<Error>> named(Supplier<Error> error) {
    return Named.of(error.get().toString(), error);
  }

  @ParameterizedTest
  @MethodSource("errorsAndJobs")
  void endABackup(Supplier<Error> error, int jobs) {
    FailingCopies failing = failing(source, "TO STDOUT", error);
    BackupRequest request =
        BackupRequest.create().withOptions(DumpOptions.defaults().withJobs(jobs));
    long before = objects();

    Throwable thrown = thrown(() -> lifeboat(failing, name -> failing).backup(request));

    assertReported(thrown, error.get(), "Could not read the table \"public\".\"victim\": ");
    assertAborted(failing, source);
    assertThat(objects()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("errorsAndConducts")
  void endARestore(Supplier<Error> error, RestoreConduct conduct) {
    try (TestDatabase target = SERVER.createDatabase()) {
      FailingCopies failing = failing(target, "FROM stdin", error);
      RestoreRequest request =
          RestoreRequest.of(backup.id(), Target.database(failing))
              .withOptions(RestoreOptions.defaults().with(conduct));

      Throwable thrown =
          thrown(() -> lifeboat(source.dataSource(), name -> failing).restore(request));

      assertReported(thrown, error.get(), "Could not load TABLE DATA public.victim: ");
      assertAborted(failing, target);
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void endALoadOfAScript(Supplier<Error> error) {
    String rows = "some words of a row that is long enough\n".repeat(5_000);
    String script = "CREATE TABLE victim (a text);\nCOPY victim FROM stdin;\n" + rows + "\\.\n";
    try (TestDatabase target = SERVER.createDatabase()) {
      FailingCopies failing = failing(target, "FROM stdin", error);
      InputStream in = new ByteArrayInputStream(script.getBytes(StandardCharsets.US_ASCII));

      Throwable thrown =
          thrown(
              () ->
                  Restorer.of(RestoreOptions.defaults(), Events.silent("load"))
                      .restoreScript(in, Target.database(failing)));

      assertReported(thrown, error.get(), "Could not run line 2 of the script, 'COPY victim");
      assertAborted(failing, target);
    }
  }

  @ParameterizedTest
  @MethodSource("errorsAndStatements")
  void endAVerification(Supplier<Error> error, String statement) {
    List<FailingCopies> scratches = new ArrayList<>();
    Lifeboat lifeboat =
        lifeboat(
            source.dataSource(),
            name -> {
              scratches.add(failing(SERVER.database(name), statement, error));
              return scratches.get(0);
            });
    List<Verification> done = new ArrayList<>();

    Throwable thrown = thrown(() -> done.add(lifeboat.verify(backup.id(), Depth.RESTORE)));

    if (error.get() instanceof VirtualMachineError limit) {
      assertInconclusive(done.get(0), limit);
    } else {
      assertThat(thrown).hasToString(error.get().toString());
    }
    assertThat(scratches.get(0).callsAfter()).contains("abort").isSubsetOf(CALLS_AFTER);
    assertThat(SERVER.admin().query("SELECT datname FROM pg_database"))
        .noneMatch(row -> row.get(0).startsWith("lifeboat_scratch"));
  }

  private static void assertInconclusive(Verification verification, VirtualMachineError error) {
    assertThat(verification.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verification.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.OBSTACLE);
              assertThat(finding.found()).contains("victim", nextStep(error));
            });
  }

  /** A limit of Java is told with the table and the next step, anything else is thrown as it is. */
  private static void assertReported(Throwable thrown, Error error, String attempt) {
    if (error instanceof VirtualMachineError limit) {
      assertThat(thrown)
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith(attempt)
          .hasMessageContaining(nextStep(limit))
          .hasRootCauseInstanceOf(error.getClass());
    } else {
      assertThat(thrown).hasToString(error.toString());
    }
  }

  private static String nextStep(VirtualMachineError error) {
    if (error instanceof OutOfMemoryError) {
      long heap = Runtime.getRuntime().maxMemory() / 1024 / 1024;
      return "with a heap of %d MB; use fewer jobs, or a heap of %d MB (java -Xmx%dm)"
          .formatted(heap, heap * 2, heap * 2);
    }
    return error instanceof StackOverflowError ? "(java -Xss8m)" : "; start it again";
  }

  /** The server has rolled back and holds nothing for us any more. */
  private static void assertAborted(FailingCopies failing, TestDatabase database) {
    assertThat(failing.callsAfter()).contains("abort").isSubsetOf(CALLS_AFTER);
    String others =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND state <> 'idle'";
    Instant end = Instant.now().plus(PATIENCE);
    while (!"0".equals(database.value(others)) && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(database.value(others)).isEqualTo("0");
  }

  private static FailingCopies failing(
      TestDatabase database, String statement, Supplier<Error> error) {
    return new FailingCopies(
        database.dataSource(), sql -> sql.contains("victim") && sql.contains(statement), error);
  }

  private static Throwable thrown(ThrowingCallable verb) {
    return assertTimeoutPreemptively(PATIENCE, () -> catchThrowable(verb));
  }

  private static Lifeboat lifeboat(DataSource database, Function<String, DataSource> scratches) {
    return Lifeboat.builder()
        .source(Source.of("school", database))
        .storage(STORAGE)
        .encryption(Plaintext.INSTANCE)
        .scratch(ServerScratch.on(SERVER.admin().dataSource(), scratches))
        .build();
  }

  private static long objects() {
    try (Stream<StoredObject> objects = STORAGE.list(ObjectKey.of("school"))) {
      return objects.count();
    }
  }
}
