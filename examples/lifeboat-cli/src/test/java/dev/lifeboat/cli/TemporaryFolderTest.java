package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library of zstd needs a folder to be unpacked to and run from. */
class TemporaryFolderTest {
  @TempDir Path folder;

  @Test
  void aTemporaryFolderThatCannotBeUsedIsToldBeforeTheSourceIsAskedForAnything() throws Exception {
    assertThat(backUp(List.of("-Djava.io.tmpdir=" + folder.resolve("missing"))))
        .contains("zstd's native library cannot be loaded from the temporary folder")
        .contains("missing")
        .contains("java -DZstdTempFolder=FOLDER")
        .doesNotContain("Exception", "Error", "\tat ");
  }

  @Test
  void anotherFolderForItIsTaken() throws Exception {
    assertThat(
            backUp(
                List.of(
                    "-Djava.io.tmpdir=" + folder.resolve("missing"), "-DZstdTempFolder=" + folder)))
        .contains("127.0.0.1:1")
        .doesNotContain("zstd");
  }

  /** There is no server at that port: who gets as far says so. */
  private String backUp(List<String> options) throws Exception {
    List<String> command =
        Cli.process(
            options,
            "backup",
            "--db",
            "postgresql://nobody@127.0.0.1:1/school",
            "--source",
            "school",
            "--unencrypted",
            "--repo",
            folder.resolve("repo"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(1);
    return said;
  }
}
