package dev.lifeboat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script becomes an archive where an archive can hold all that it says. */
class ScriptUnpackingTest {
  private static final String DATABASE =
      """
      SET client_encoding = 'UTF8';
      SET standard_conforming_strings = on;
      -- Name: school; Type: DATABASE; Schema: -; Owner: o
      CREATE DATABASE school;
      \\connect school
      SET client_encoding = 'UTF8';
      SET standard_conforming_strings = on;
      """;
  private static final String TABLE =
      """
      -- Name: t; Type: TABLE; Schema: public; Owner: o
      CREATE TABLE public.t (n text);
      """;

  @TempDir private Path folder;

  @Test
  void aScriptOfOneDatabaseMayGoOnInIt() throws IOException {
    assertThat(unpacked(DATABASE + TABLE).entries())
        .extracting(TocEntry::description)
        .contains("DATABASE", "TABLE");
  }

  @Test
  void itConnectsAgainAfterItHasSetWhatBelongsToItsDatabase() throws IOException {
    String properties =
        "-- Name: school; Type: DATABASE PROPERTIES; Schema: -; Owner: o\n"
            + "ALTER DATABASE school SET work_mem = '8MB';\n\\connect school\n";
    assertThat(unpacked(DATABASE + properties + TABLE).entries())
        .extracting(TocEntry::description)
        .contains("DATABASE", "DATABASE PROPERTIES", "TABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%1$s%1$s%2$s", "%2$s\\connect school\n%2$s", "%1$s%2$s\\connect other\n%2$s"})
  void scriptsOfSeveralDatabasesAreRefused(String script) {
    assertRefused(script.formatted(DATABASE, TABLE), "another database");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SET client_encoding = 'LATIN1';", "SET standard_conforming_strings = off;"})
  void anotherFormOfTextFurtherOnIsRefused(String setting) {
    assertRefused(TABLE + setting + "\n" + TABLE.replace("t;", "u;"), "another encoding");
    assertRefused(TABLE + setting + "\n", "another encoding");
  }

  @Test
  void insertStatementsKeepTheirTableFromBeingEmptied() throws IOException {
    Toc toc =
        unpacked(
            TABLE
                + "-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: o\n"
                + "INSERT INTO public.whole VALUES ('x');\n");
    Optional<TocEntry> data =
        toc.entries().stream()
            .filter(entry -> entry.description().equals(TocEntry.TABLE_DATA))
            .findFirst();
    // What pg_restore looks for before it truncates a table that it made.
    assertThat(data.orElseThrow().definition()).startsWith("-- load via partition root ");
  }

  private void assertRefused(String script, String message) {
    assertThatThrownBy(() -> unpacked(script))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message);
  }

  private Toc unpacked(String script) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "unpacked");
    ScriptUnpacking.unpack(
        new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
        unpacked,
        LocalDateTime.of(2026, 11, 26, 0, 0));
    try (DumpFile dump = DumpFile.open(unpacked)) {
      return ((DumpFile.Archive) dump).source().toc();
    }
  }
}
