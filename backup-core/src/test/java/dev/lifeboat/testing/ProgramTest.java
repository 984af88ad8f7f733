package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path directory;

  @Test
  void aMissingProgramSkipsTheTestAndSaysSo() {
    assertThatThrownBy(() -> Program.require("no-such-program"))
        .hasMessageContaining("no-such-program is not on the PATH");
  }

  @Test
  void aMissingVersionSkipsTheTestAndSaysSo() {
    assertThatThrownBy(() -> Program.requireAtLeast("sh", 1000))
        .hasMessageContaining("sh 1000 or later is neither on the PATH nor in $LIFEBOAT_TOOLS");
    assertThatThrownBy(() -> Program.requireMajor("no-such-program", 15))
        .hasMessageEndingWith("no-such-program 15 is neither on the PATH nor in $LIFEBOAT_TOOLS");
  }

  @Test
  void streamsGoWhereTheyAreToldTo() throws Exception {
    Path input = Files.writeString(directory.resolve("in"), "hello");
    Path output = directory.resolve("out");

    ProgramRun.Result result =
        shell("cat; echo $WORD >&2")
            .env(Map.of("WORD", "no"))
            .input(input)
            .output(output)
            .succeed();

    assertThat(result.errors()).isEqualTo("no\n");
    assertThat(output).hasContent("hello");
  }

  @Test
  void aFailureFailsTheTestWithWhatTheProgramSaid() {
    assertThatThrownBy(() -> shell("echo broken >&2; exit 3").succeed())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("broken")
        .hasMessageContaining("3");
  }

  @Test
  void aProgramThatHangsIsKilled() {
    assertThatThrownBy(() -> shell("exec sleep 600").timeout(Duration.ofMillis(100)).run())
        .hasMessageContaining("did not end within PT0.1S");
  }

  @Test
  void theMajorVersionIsReadFromWhatTheProgramPrints() {
    assertThat(version("pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)").major())
        .isEqualTo(15);
    assertThat(version("psql (PostgreSQL) 18beta1").major()).isEqualTo(18);
    assertThat(version("v1.1.1").major()).isEqualTo(1);
    assertThat(version("sh").major()).isZero();
  }

  private static Program version(String line) {
    return new Program("x", Path.of("x"), line);
  }

  private static ProgramRun shell(String script) {
    return Program.require("sh").with("-c", script);
  }
}
