package dev.lifeboat.conformance.encodings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pg_dump} writes of a database in any encoding is loaded and converted as it is. */
class PgDumpEncodingsTest {
  private static final TestPostgres SERVER = Dumps.server(15);
  private static final List<String> FORMS =
      List.of("-Fc", "-Fd", "-Ft", "-Fp", "-Fc --inserts", "-Fp --column-inserts");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "EUC_TW", "LATIN8"})
  void everyFormIsLoadedByteForByte(String encoding) throws IOException {
    Program pgDump = Program.requireMajor("pg_dump", SERVER.major());
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, "encodings_source", encoding)) {
      MainCase.fill(source);
      List<String> wanted = source.objects();
      for (String form : FORMS) {
        Path file = Dumps.pgDump(pgDump, source, folder, form.split(" "));
        assertLoads(file, encoding, wanted, form);
      }
    } finally {
      Dumps.dropRoles(SERVER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "EUC_JP", "LATIN6"})
  void everyFormIsConvertedByteForByte(String encoding) throws IOException {
    Program pgDump = Program.requireMajor("pg_dump", SERVER.major());
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, "encodings_source", encoding)) {
      MainCase.fill(source);
      List<String> wanted = source.objects();
      Path archive = Dumps.pgDump(pgDump, source, folder, "-Fc");
      Path script = Dumps.convert(archive, new ArchiveFormat.Script(new RowForm.Copy()), folder);

      assertLoads(script, encoding, wanted, "script");
      assertLoadsByPsql(script, encoding, wanted);
      assertLoads(Dumps.unpack(script, folder), encoding, wanted, "archive of the script");
      Path inserts =
          Dumps.convert(archive, new ArchiveFormat.Script(RowForm.Inserts.SIMPLE), folder);
      assertLoads(inserts, encoding, wanted, "INSERT statements");
      assertLoads(Dumps.unpack(inserts, folder), encoding, wanted, "archive of INSERT statements");
      Path custom =
          Dumps.convert(archive, new ArchiveFormat.Custom(new Compression.Gzip(1)), folder);
      assertLoads(custom, encoding, wanted, "custom archive");
    } finally {
      Dumps.dropRoles(SERVER);
    }
  }

  private static void assertLoads(Path dump, String encoding, List<String> wanted, String form) {
    try (EncodedDatabase copy = EncodedDatabase.create(SERVER, "encodings_copy", encoding)) {
      Dumps.load(dump, copy);
      assertThat(copy.objects()).as(form).isEqualTo(wanted);
    }
  }

  private static void assertLoadsByPsql(Path script, String encoding, List<String> wanted) {
    try (EncodedDatabase copy = EncodedDatabase.create(SERVER, "encodings_copy", encoding)) {
      Program.require("psql")
          .with("-Xq", "-v", "ON_ERROR_STOP=1", "-f", script)
          .env(copy.database().environment())
          .succeed();
      assertThat(copy.objects()).as("by psql").isEqualTo(wanted);
    }
  }
}
