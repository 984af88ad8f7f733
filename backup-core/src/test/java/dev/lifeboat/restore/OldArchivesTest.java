package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.ArchiveVersion;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.archive.SmallArchive;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives whose names tell no schema, as {@code pg_dump} before 10.3 wrote them: each entry relies
 * on a {@code search_path} of its own, also in whatever the archive is converted to.
 */
class OldArchivesTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14})
  void areRestored(int minor) throws IOException {
    assertLoads(archive(minor));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14})
  void pgRestoreTakesThemForSuch(int minor) throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 13);
    try (TestDatabase copy = SERVER.createDatabase()) {
      pgRestore
          .with("--exit-on-error", "-d", copy.name(), archive(minor))
          .env(copy.environment())
          .succeed();
      assertSame(copy);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14})
  void areConverted(int minor) throws IOException {
    Path archive = archive(minor);
    assertLoads(written(archive, new ArchiveFormat.Custom(Compression.DEFAULT), "custom"));
    for (RowForm form : List.of(new RowForm.Copy(), RowForm.Inserts.SIMPLE)) {
      Path script = written(archive, new ArchiveFormat.Script(form), "script-" + form);
      assertLoads(script);
      assertLoads(unpacked(script));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"COPY", "INSERT"})
  void psqlLoadsTheirScripts(String rows) throws IOException {
    Program psql = Program.require("psql");
    RowForm form = rows.equals("COPY") ? new RowForm.Copy() : RowForm.Inserts.SIMPLE;
    Path script = written(archive(12), new ArchiveFormat.Script(form), "script");
    try (TestDatabase copy = SERVER.createDatabase()) {
      psql.with("-Xq", "-v", "ON_ERROR_STOP=1", "-f", script).env(copy.environment()).succeed();
      assertSame(copy);
    }
  }

  private Path archive(int minor) throws IOException {
    ArchiveVersion version = new ArchiveVersion(1, minor);
    return Files.write(
        folder.resolve("archive"), SmallArchive.write(version, new Compression.Gzip(6), 1));
  }

  private Path written(Path from, ArchiveFormat.File format, String name) throws IOException {
    Path to = folder.resolve(name);
    try (DumpFile dump = DumpFile.open(from);
        OutputStream out = Files.newOutputStream(to)) {
      format.write(((DumpFile.Archive) dump).source(), out);
    }
    return to;
  }

  private Path unpacked(Path script) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "unpacked");
    try (InputStream text = Files.newInputStream(script)) {
      ScriptUnpacking.unpack(text, unpacked, LocalDateTime.of(2026, 11, 26, 0, 0));
    }
    return unpacked;
  }

  private static void assertLoads(Path file) {
    try (TestDatabase copy = SERVER.createDatabase();
        DumpFile dump = DumpFile.open(file)) {
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
          .restore(dump, Target.database(copy.dataSource()));
      assertSame(copy);
    }
  }

  private static void assertSame(TestDatabase copy) {
    assertThat(copy.query("SELECT n, t FROM public.first ORDER BY n"))
        .containsExactly(List.of("1", "one"), List.of("2", "two"));
    assertThat(copy.value("SELECT count(*) FROM public.second")).isEqualTo("0");
    assertThat(
            copy.value(
                "SELECT encode(lo_get(%d::oid), 'hex')".formatted(SmallArchive.LARGE_OBJECT)))
        .isEqualTo(HexFormat.of().formatHex(SmallArchive.CONTENT));
  }
}
