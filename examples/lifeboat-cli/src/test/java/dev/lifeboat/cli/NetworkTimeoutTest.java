package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.School;
import dev.lifeboat.testing.StallingProxy;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that connects, on a network that is dead. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkTimeoutTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir static Path folder;

  private static TestDatabase school;
  private static Path repo;
  private static Path dump;

  @BeforeAll
  static void dumpSchool() {
    school = School.on(SERVER);
    repo = folder.resolve("repo");
    dump = folder.resolve("school.dump");
    Cli.run("dump", "--db", school.url(), "--to", dump).done();
    Cli.run("backup", "--db", school.url(), "--source", "s", "--repo", repo, "--unencrypted")
        .done();
  }

  @AfterAll
  static void dropSchool() {
    school.close();
  }

  static Stream<List<Object>> commands() {
    return Stream.of(
        List.of("dump", "--to", folder.resolve("never.dump"), "--db"),
        List.of("globals", "--to", folder.resolve("never.sql"), "--db"),
        List.of("backup", "--source", "never", "--repo", repo, "--unencrypted", "--db"),
        List.of("restore", "latest", "--repo", repo, "--into"),
        List.of("restore", "latest", "--repo", repo, "--create-database", "never", "--into"),
        List.of("load", "--from", dump, "--into"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandEndsInTimeAndLeavesNothing(List<Object> command) throws IOException {
    try (StallingProxy network = StallingProxy.before(school)) {
      network.die();
      Cli.Run run = Cli.run(with(command, network.url(), "--network-timeout", "300ms", "--json"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.field("kind")).isEqualTo("retryable");
      assertThat(run.field("error")).contains("Could not connect to the database within PT0.3S");
    }
    assertThat(Files.exists(folder.resolve("never.dump"))).isFalse();
    assertThat(Cli.run("list", "--repo", repo).done().output()).doesNotContain("never");
  }

  @Test
  void aProofIsInconclusive() throws IOException {
    try (StallingProxy network = StallingProxy.before(school)) {
      network.die();
      Cli.Run run =
          Cli.run(
              "verify",
              "latest",
              "--repo",
              repo,
              "--depth",
              "restore",
              "--scratch",
              network.url(),
              "--network-timeout",
              "300ms");
      assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE.number());
    }
  }

  @Test
  void whatIsNoTimeIsWrongUsage() {
    Cli.Run run = Cli.run("dump", "--to", "x", "--network-timeout", "soon");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.errors()).contains("--network-timeout is 'soon'; give a time such as 30s");
  }

  private static Object[] with(List<Object> command, Object... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray();
  }
}
