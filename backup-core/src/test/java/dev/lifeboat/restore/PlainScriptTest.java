package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.PlainScript;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that {@code PlainFormat} wrote is worth as much as the archive it was written from. */
class PlainScriptTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final Restorer RESTORER =
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"));

  @Test
  void psqlLoadsTheScript(@TempDir Path folder) throws IOException {
    Program psql = Program.require("psql");
    Path script = Files.write(folder.resolve("school.sql"), script(school()));
    try (TestDatabase ours = SERVER.createDatabase();
        TestDatabase theirs = SERVER.createDatabase()) {
      RESTORER.restore(school(), Target.database(ours.dataSource()));
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(theirs.environment()).succeed();
      assertEqual(ours, theirs);
    }
  }

  @Test
  void theScriptIsRestored() throws IOException {
    try (TestDatabase ours = SERVER.createDatabase();
        TestDatabase theirs = SERVER.createDatabase()) {
      RESTORER.restore(school(), Target.database(ours.dataSource()));
      RESTORER.restoreScript(
          new ByteArrayInputStream(script(school())), Target.database(theirs.dataSource()));
      assertEqual(ours, theirs);
    }
  }

  @Test
  void aNameCannotLeaveItsComment() throws IOException {
    ArchiveSource hostile =
        new EditedArchive(
            school(), entry -> EditedArchive.withOwner(entry, "o\n\\! touch owned\nDROP TABLE x;"));
    String script = new String(script(hostile), StandardCharsets.UTF_8);
    assertThat(script.lines().filter(line -> line.startsWith("-- Name: ")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("; Owner: o \\! touch owned DROP TABLE x;"));
    assertThat(script).contains("OWNER TO \"o\n\\! touch owned\nDROP TABLE x;\";");
  }

  @Test
  void aDefinitionThatPsqlWouldTakeForACommandIsRefused() {
    for (String added : List.of("\\! touch owned\n", "COPY x FROM PROGRAM 'x'; \\! x\n", "x;y'")) {
      ArchiveSource hostile =
          edited("TABLE", entry -> EditedArchive.withDefinition(entry, entry.definition() + added));
      assertThatThrownBy(() -> script(hostile))
          .as(added)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("find out who made the archive");
    }
  }

  @Test
  void textConstantsOfTheOldFormAreRefused() {
    ArchiveSource old =
        edited(
            "STDSTRINGS",
            entry ->
                EditedArchive.withDefinition(entry, "SET standard_conforming_strings = 'off';\n"));
    assertThatThrownBy(() -> script(old))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("old form");
  }

  @Test
  void rowsInAnEncodingOfClientsBecomeNoInsertStatements() {
    ArchiveSource japanese =
        edited(
            "ENCODING",
            entry -> EditedArchive.withDefinition(entry, "SET client_encoding = 'SJIS';\n"));
    assertThatThrownBy(() -> script(japanese, RowForm.Inserts.SIMPLE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("SJIS");
  }

  private static ArchiveSource edited(String kind, UnaryOperator<TocEntry> edit) {
    return new EditedArchive(
        school(), entry -> entry.description().equals(kind) ? edit.apply(entry) : entry);
  }

  private static void assertEqual(TestDatabase first, TestDatabase second) {
    first.execute("ANALYZE");
    second.execute("ANALYZE");
    assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(first), CatalogSnapshot.of(second)))
        .isEmpty();
  }

  private static CustomArchive school() {
    String name = "school-15-gzip.custom";
    return CustomArchive.of(name, new MemoryRanges(Archives.bytes(name)));
  }

  private static byte[] script(ArchiveSource archive) throws IOException {
    return script(archive, new RowForm.Copy());
  }

  private static byte[] script(ArchiveSource archive, RowForm form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PlainScript.write(archive, out, form);
    return out.toByteArray();
  }
}
