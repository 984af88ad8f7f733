package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, run as users run it. */
class PackagedIT {
  private static final int BY_SIGINT = 130;

  @TempDir Path folder;

  @Test
  void theVersionIsToldBeforeAPersonGrowsImpatient() {
    long start = System.nanoTime();
    ProgramRun.Result result = run("--version");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(result.output()).startsWith("lifeboat ");
    assertThat(result.errors()).isEmpty();
    System.out.println("PackagedIT: --version took " + Words.duration(took));
  }

  @Test
  void theDemoTellsThatTheDataCameBack() {
    ProgramRun.Result result = run("demo");

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.errors()).isEmpty();
    assertThat(result.output())
        .contains("41 backups", "30 backups removed", "(7 of 7)", "(4 of 4)", "(2 of 2)")
        .contains("equal to the school before the accident", "The data came back.")
        .doesNotContain("\u001b");
  }

  @Test
  void theDemoIsOneDocumentWhereThatIsWanted() {
    ProgramRun.Result result = run("demo", "--json");

    assertThat(new Cli.Run(result.exitCode(), result.output(), "").done().field("backups"))
        .isEqualTo("41");
  }

  @Test
  void backupsAreMadeAndProved() {
    try (TestDatabase source = source(1000)) {
      Path repo = folder.resolve("repo");
      ProgramRun.Result backup =
          run(
              "backup",
              "--db",
              source.url(),
              "--source",
              "s",
              "--repo",
              repo,
              "--unencrypted",
              "--json");
      assertThat(new Cli.Run(backup.exitCode(), backup.output(), "").done().field("rows"))
          .isEqualTo("1000");
      assertThat(backup.errors().lines().findFirst()).hasValueSatisfying(PackagedIT::isFirst);
      assertThat(backup.errors().lines().skip(1))
          .isNotEmpty()
          .allMatch(line -> line.startsWith("backup: "));

      ProgramRun.Result proof = run("verify", "latest", "--repo", repo, "--depth", "restore");
      assertThat(proof.exitCode()).as(proof.errors()).isZero();
      assertThat(proof.output()).contains("proved");
    }
  }

  private static void isFirst(String line) {
    assertThat(line).startsWith("Warning: There was no repository in ");
  }

  @Test
  void aReaderThatHasReadEnoughIsNoFailure() throws IOException {
    ProgramRun.Result result = shell("\"$0\" -jar \"$1\" --help | head -1");

    assertThat(result.output()).isEqualTo("Usage: lifeboat [-hqV] [--json] [--verbose] COMMAND\n");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailure() {
    if (!Files.exists(Path.of("/dev/full"))) {
      throw Skip.because("there is no /dev/full");
    }
    ProgramRun.Result result = shell("\"$0\" -jar \"$1\" --version > /dev/full");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo("Could not write to standard output: No space left on device\n");
  }

  @Test
  void anInterruptedBackupSaysSoAndLeavesNothing() throws Exception {
    Program kill = Program.require("kill");
    try (TestDatabase source = source(100_000)) {
      Path repo = Files.createDirectory(folder.resolve("repo"));
      String slowly = "t:pg_sleep(0.01) IS NOT NULL"; // for longer than the test may take
      Process backup =
          new ProcessBuilder(
                  interruptible(
                      command(
                          "backup",
                          "--db",
                          source.url(),
                          "--source",
                          "s",
                          "--repo",
                          repo,
                          "--unencrypted",
                          "--where",
                          slowly)))
              .start();
      try (BufferedReader errors = backup.errorReader()) {
        isFirst(errors.readLine());
        assertThat(errors.readLine()).startsWith("backup: ");
        kill.with("-INT", backup.pid()).succeed();
        assertThat(backup.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(backup.exitValue()).isEqualTo(BY_SIGINT);
        assertThat(errors.lines().filter(line -> !line.startsWith("backup: ")))
            .containsExactly("Cancelled before it was done");
      }
      try (Stream<Path> files = Files.walk(repo).filter(Files::isRegularFile)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private static TestDatabase source(int rows) {
    return TestPostgres.of(17)
        .createDatabase()
        .execute(
            "CREATE TABLE t AS SELECT n, md5(n::text) AS a, md5((-n)::text) AS b"
                + " FROM generate_series(1, "
                + rows
                + ") n");
  }

  /** A build in the background of a shell ignores interrupts, and so would what it starts. */
  private static List<String> interruptible(List<String> command) {
    String reset = "--default-signal=INT"; // of GNU's env
    boolean known = Program.require("env").with(reset, "true").run().exitCode() == 0;
    return known ? Stream.concat(Stream.of("env", reset), command.stream()).toList() : command;
  }

  private static ProgramRun.Result run(Object... args) {
    List<String> command = command(args);
    return Program.require("env").with(command.toArray()).run();
  }

  private static ProgramRun.Result shell(String script) {
    List<String> command = command();
    return Program.require("sh").with("-c", script, command.get(0), command.get(2)).run();
  }

  private static List<String> command(Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("lifeboat.jar"));
    Stream.of(args).map(Object::toString).forEach(command::add);
    return command;
  }
}
