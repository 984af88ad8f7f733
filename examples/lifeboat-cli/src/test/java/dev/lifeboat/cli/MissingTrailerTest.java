package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script without the last comment of {@code pg_dump} is taken where that is allowed. */
class MissingTrailerTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String ALLOWED = "--allow-missing-trailer";
  private static final String TRAILER = "-- PostgreSQL database dump complete";

  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void dump() throws IOException {
    Path whole = folder.resolve("whole.sql");
    try (TestDatabase source = SERVER.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Cli.run("dump", "--db", source.url(), "--to", whole, "--format", "plain").done();
    }
    assertThat(whole).content().contains(TRAILER);
    script = folder.resolve("script.sql");
    Files.writeString(script, Files.readString(whole).replace(TRAILER, ""));
  }

  @Test
  void loads() {
    try (TestDatabase copy = SERVER.createDatabase()) {
      assertThat(Cli.run("load", "--from", script, "--into", copy.url()).failure())
          .contains("truncated", TRAILER, ALLOWED);
    }
    try (TestDatabase copy = SERVER.createDatabase()) {
      Cli.Run run = Cli.run("load", "--from", script, "--into", copy.url(), ALLOWED).done();
      assertThat(run.errors()).contains("Warning: The script ends at line ", TRAILER);
      assertThat(copy.value("SELECT n FROM t")).isEqualTo("1");
    }
  }

  @Test
  void isConverted() {
    Path archive = folder.resolve("archive");
    List<Object> convert = List.of("convert", "--from", script, "--to", archive);
    assertThat(Cli.run(convert.toArray()).failure()).contains("truncated", TRAILER, ALLOWED);
    assertThat(archive).doesNotExist();
    Cli.Run run = Cli.run(Stream.concat(convert.stream(), Stream.of(ALLOWED)).toArray()).done();
    assertThat(run.errors()).contains("Warning: The script ends at line ", TRAILER);
    try (TestDatabase copy = SERVER.createDatabase()) {
      assertThat(Cli.run("load", "--from", archive, "--into", copy.url()).done().errors())
          .doesNotContain("Warning");
      assertThat(copy.value("SELECT n FROM t")).isEqualTo("1");
    }
  }

  @Test
  void isNoWayAroundMissingRows() throws IOException {
    String text = Files.readString(script);
    Files.writeString(script, text.substring(0, text.indexOf("\\.\n")));
    try (TestDatabase copy = SERVER.createDatabase()) {
      assertThat(Cli.run("load", "--from", script, "--into", copy.url(), ALLOWED).failure())
          .contains("among the rows of the COPY statement");
    }
  }
}
