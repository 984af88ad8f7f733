package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.SmallDisk;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library of zstd needs a folder to be unpacked to and run from; OpenPGP and archives that come
 * as streams need one to be kept in.
 */
class TemporaryFolderTest {
  private static final String PASSPHRASE = "correct horse";

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

  @Test
  void aFolderThatIsFullOrReadOnlyIsNoDamage() throws Exception {
    GpgKey key = GpgKey.make(folder, PASSPHRASE);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    try (TestDatabase source = TestPostgres.of(17).createDatabase();
        TestDatabase target = TestPostgres.of(17).createDatabase()) {
      store(source, key);
      List<String> verbs = verbs(disk, key, target);
      assertRefused(SmallDisk.run(disk, "size=32k", verbs), disk, "No space left on device");
      assertRefused(SmallDisk.run(disk, "ro", verbs), disk, "Read-only file system");
    }
  }

  private static void assertRefused(ProgramRun.Result result, Path disk, String reason) {
    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output().lines().toList())
        .hasSize(OnSmallDisk.VERBS.size())
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("'%s' cannot be written to (%s)".formatted(disk, reason))
                    .contains("; free space there, or name another folder")
                    .endsWith("-Djava.io.tmpdir=FOLDER")
                    .doesNotContain("damage"));
  }

  /** What does not fit: a backup, a compressed archive and a tar archive of random text. */
  private void store(TestDatabase source, GpgKey key) throws IOException {
    source.execute("CREATE TABLE t AS SELECT gen_random_uuid() FROM generate_series(1, 5000)");
    Object[] database = {"--db", source.url()};
    run(
        database,
        "backup",
        "--source",
        "s",
        "--repo",
        path("repo"),
        "--recipient",
        key.publicKey());
    run(database, "dump", "--to", path("dump"));
    run(database, "dump", "--to", path("dump.tar"));
    for (String name : List.of("dump", "dump.tar")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path(name + ".gz")))) {
        Files.copy(path(name), out);
      }
    }
  }

  private static void run(Object[] more, Object... words) {
    Cli.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray()).done();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private List<String> verbs(Path disk, GpgKey key, TestDatabase target) {
    return Cli.process(
        OnSmallDisk.class,
        List.of(
            "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + disk, "-DZstdTempFolder=" + folder),
        folder,
        key.secretKey(),
        target.url());
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

  /** Runs in the other process, which has the small disk for its temporary folder. */
  static final class OnSmallDisk {
    static final List<String> VERBS =
        List.of(
            "verify latest --depth decode",
            "restore latest --into TARGET",
            "export latest --to FOLDER/exported",
            "load --from FOLDER/dump.gz --into TARGET",
            "convert --from FOLDER/dump.tar.gz --to FOLDER/converted");

    private OnSmallDisk() {}

    public static void main(String[] args) throws IOException {
      for (String verb : VERBS) {
        System.out.println(run(verb, args[0], args[1], args[2]));
        requireNothingLeft();
      }
    }

    private static String run(String verb, String folder, String key, String target) {
      List<String> words = new ArrayList<>(List.of(verb.split(" ")));
      words.replaceAll(word -> word.replace("FOLDER", folder).replace("TARGET", target));
      if (words.contains("latest")) {
        words.addAll(List.of("--repo", folder + "/repo", "--identity", key));
        words.addAll(List.of("--passphrase-env", "SECRET"));
      }
      return Cli.runIn(Map.of("SECRET", PASSPHRASE), words.toArray()).failure();
    }

    private static void requireNothingLeft() throws IOException {
      try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        assertThat(left).isEmpty();
      }
    }
  }
}
