package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scripts of {@code pg_dump --create}, which connect twice where their database has settings of its
 * own.
 */
class CreateScriptsTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String ROLE = "create_script_role";
  private static final String PROPERTIES =
      """
      ALTER DATABASE %1$s SET work_mem = '8MB'; ALTER ROLE create_script_role IN DATABASE %1$s SET work_mem = '9MB';
      COMMENT ON DATABASE %1$s IS 'dumped'; REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC;
      ALTER DATABASE %1$s CONNECTION LIMIT 7;
      CREATE TABLE t AS SELECT 1 AS a;
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "create_script, --create",
    "'weird ''name\" \\', --create",
    "create_script, --create --clean",
    "create_script, --create --clean --if-exists --use-set-session-authorization",
  })
  void areLoadedAndConverted(String name, String options) throws IOException {
    SERVER
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(ROLE));
    Path script = folder.resolve("created.sql");
    try (TestDatabase source = SERVER.createDatabase(name)) {
      source.execute(PROPERTIES.formatted('"' + name.replace("\"", "\"\"") + '"'));
      dump(source, script, options);
    }
    assertThat(Files.readString(script).lines().filter(line -> line.startsWith("\\connect")))
        .hasSizeGreaterThanOrEqualTo(2);

    assertLoads(script, RestoreScope.ALL, "4MB");
    assertLoads(unpacked(script), RestoreScope.ALL.withDatabase(Keep.AS_ARCHIVED), "8MB");
  }

  @Test
  void ofSeveralDatabasesAreRefused() {
    String made = "CREATE DATABASE a;\n\\connect a\nCREATE TABLE a (n int);\n";
    for (String next : List.of("\\connect b\n", "CREATE DATABASE a;\n\\connect a\n")) {
      try (TestDatabase copy = SERVER.createDatabase()) {
        assertThatThrownBy(() -> load(made + next, copy))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("split ");
      }
    }
  }

  @Test
  void mayNotConnectWithinATransaction() {
    try (TestDatabase copy = SERVER.createDatabase()) {
      String script = "CREATE DATABASE a;\nBEGIN;\nCREATE TABLE a (n int);\n\\connect a\nSELECT 1;";
      assertThatThrownBy(() -> load(script, copy))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("within a transaction, in line");
    }
  }

  @Test
  void beginAgainWithTheSettingsOfANewSession() {
    try (TestDatabase copy = SERVER.createDatabase()) {
      copy.execute("CREATE SCHEMA s");
      load(
          "CREATE DATABASE a;\nSET search_path = s;\n\\connect a\nCREATE TABLE t AS SELECT 1 AS n;",
          copy);
      assertThat(copy.value("SELECT n FROM public.t")).isEqualTo("1");
    }
  }

  private static void dump(TestDatabase source, Path script, String options) {
    Object[] words = (options + " -f " + script).split(" ");
    Program.requireMajor("pg_dump", SERVER.major()).with(words).env(source.environment()).succeed();
  }

  private Path unpacked(Path script) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "unpacked");
    try (InputStream text = Files.newInputStream(script)) {
      ScriptUnpacking.unpack(text, unpacked, LocalDateTime.of(2026, 11, 26, 0, 0));
    }
    return unpacked;
  }

  private static void assertLoads(Path file, RestoreScope scope, String workMem) {
    try (TestDatabase copy = SERVER.createDatabase();
        DumpFile dump = DumpFile.open(file)) {
      Restorer.of(RestoreOptions.defaults().with(scope), Events.silent("restore"))
          .restore(dump, Target.database(copy.dataSource()));
      assertThat(copy.query("SELECT a, current_setting('work_mem') FROM public.t"))
          .containsExactly(List.of("1", workMem));
    }
  }

  private static void load(String script, TestDatabase target) {
    Restorer.of(
            RestoreOptions.defaults().with(RestoreOptions.Existing.LEFT), Events.silent("restore"))
        .restoreScript(
            new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
            Target.database(target.dataSource()));
  }
}
