package dev.lifeboat.conformance.encodings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dumps of a database in UTF-8 in the encodings that only clients have, and in some others: what
 * the server makes of each character by its own tables comes back, whatever Java's tables say.
 */
class ClientEncodingsTest {
  private static final TestPostgres SERVER = Dumps.server(15);

  /** What the server can turn into an encoding and back; names and rows hold nothing else. */
  private static final String CONVERSION =
      """
      CREATE FUNCTION back(c text, e name) RETURNS bytea LANGUAGE plpgsql AS $$
      BEGIN
        IF convert_from(convert_to(c, e), e) = c THEN
          RETURN convert_to(c, 'UTF8');
        END IF;
        RETURN NULL;
      EXCEPTION WHEN OTHERS THEN RETURN NULL;
      END $$
      """;

  private static final String CHARACTERS =
      """
      SELECT encode(b, 'hex') FROM (SELECT back(chr(n), '%s') AS b, n
        FROM generate_series(128, 65533) AS n
        WHERE (n < 592 OR n %% 5 = 0) AND n NOT BETWEEN 55296 AND 57343) AS x
      WHERE b IS NOT NULL ORDER BY n
      """;

  @TempDir Path folder;

  static Stream<String> encodings() {
    return Stream.concat(
        Characters.CLIENT.stream(),
        Stream.of("EUC_JP", "EUC_TW", "EUC_JIS_2004", "LATIN8", "KOI8R"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void aDumpInAnyEncodingIsLoadedAsTheServerReadsIt(String encoding) throws IOException {
    Program pgDump = Program.requireMajor("pg_dump", SERVER.major());
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, "encodings_source", "UTF8")) {
      fill(source, encoding);
      List<String> wanted = source.objects();
      for (String form : List.of("-Fc", "-Fp")) {
        Path file = Dumps.pgDump(pgDump, source, folder, form, "--encoding=" + encoding);
        assertLoads(file, wanted, form);
      }
      Path archive = Dumps.pgDump(pgDump, source, folder, "-Fc", "--encoding=" + encoding);
      Path script = Dumps.convert(archive, new ArchiveFormat.Script(new RowForm.Copy()), folder);
      assertLoads(script, wanted, "a script of it");
      assertLoads(Dumps.unpack(script, folder), wanted, "an archive of that");
      if (Characters.CLIENT.contains(encoding)) {
        assertThatThrownBy(
                () ->
                    Dumps.convert(
                        archive, new ArchiveFormat.Script(RowForm.Inserts.SIMPLE), folder))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining(encoding)
            .hasMessageContaining("--encoding=UTF8");
      }
    }
  }

  /**
   * Each character is in a row, and some are in definitions, each beside quotes and backslashes.
   */
  private static void fill(EncodedDatabase database, String encoding) {
    List<byte[]> all = new ArrayList<>();
    database.database().execute(CONVERSION);
    for (List<?> row : database.database().query(CHARACTERS.formatted(encoding))) {
      all.add(HexFormat.of().parseHex(Objects.requireNonNull(row.get(0)).toString()));
    }
    assertThat(all).as(encoding).hasSizeGreaterThan(30);
    database.database().execute("DROP FUNCTION back");
    database.database().execute("CREATE TABLE every (n int PRIMARY KEY, t text)");
    database.fill("every", all);
    database.database().execute(definitions(all));
  }

  private static String definitions(List<byte[]> all) {
    StringBuilder sql = new StringBuilder();
    int step = Math.max(1, all.size() / 60);
    for (int i = 0; i < all.size(); i += step) {
      String c = new String(all.get(i), StandardCharsets.UTF_8);
      sql.append(
          "CREATE TABLE \"t%1$s\" (\"%1$s\" text DEFAULT E'%1$s\\\\ \\'%1$s' CHECK (\"%1$s\" <> '%1$s'));"
              .formatted(c));
      sql.append("COMMENT ON TABLE \"t%1$s\" IS E'%1$s\\n\\\\%1$s\\'';".formatted(c));
      sql.append("INSERT INTO \"t%1$s\" VALUES (E'%1$s\\\\%1$s\\t');".formatted(c));
    }
    return sql.toString();
  }

  private static void assertLoads(Path dump, List<String> wanted, String form) {
    try (EncodedDatabase copy = EncodedDatabase.create(SERVER, "encodings_copy", "UTF8")) {
      Dumps.load(dump, copy);
      assertThat(copy.objects()).as(form).isEqualTo(wanted);
    }
  }
}
