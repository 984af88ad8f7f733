package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives and scripts of {@code pg_dump} 9.0 to 10 hold what every new database has: the entries
 * are those that these versions write.
 */
class InitialObjectsTest {
  private static final String OWNER = "initial_objects_owner";
  private static final String PUBLIC = "CREATE SCHEMA public;\n\n";
  private static final String PUBLIC_COMMENT =
      "COMMENT ON SCHEMA public IS 'standard public schema';\n\n";
  private static final String EXTENSION =
      "CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;\n\n";
  private static final String EXTENSION_COMMENT =
      "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';\n\n";
  private static final String LANGUAGE = "CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;\n\n";
  private static final String PRIVILEGES =
      """
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM postgres;
      GRANT ALL ON SCHEMA public TO postgres;
      GRANT ALL ON SCHEMA public TO PUBLIC;
      """;

  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void ofArchivesAreNoConflict(TestPostgres server) {
    Path file = folder.resolve("source.dump");
    try (TestDatabase source = source(server)) {
      RoundTrip.usual().dump(source, file);
    }
    for (List<TocEntry> initial : List.of(of90(), of96())) {
      for (Existing existing : Existing.values()) {
        for (String role : List.of(TestPostgres.SUPERUSER, OWNER)) {
          try (TestDatabase copy = target(server);
              CustomArchive archive = CustomArchive.open(file)) {
            if (existing == Existing.DROPPED) {
              copy.execute("CREATE TABLE t (n int); ALTER TABLE t OWNER TO " + OWNER);
            }
            Restorer.of(options(existing, role), Events.silent("restore"))
                .restore(new OldArchive(archive, initial), Target.database(copy.dataSource(role)));
            assertRestored(copy);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void ofScriptsAreNoConflict(TestPostgres server) {
    String objects = "CREATE TABLE public.t AS SELECT 1 AS n;\n";
    String of96 =
        "DROP EXTENSION plpgsql;\nDROP SCHEMA public;\n"
            + PUBLIC
            + PUBLIC_COMMENT
            + EXTENSION
            + EXTENSION_COMMENT;
    for (String script :
        List.of(
            PUBLIC + EXTENSION + EXTENSION_COMMENT + objects,
            of96 + objects + PRIVILEGES,
            "DROP PROCEDURAL LANGUAGE plpgsql;\nDROP SCHEMA public;\n"
                + PUBLIC
                + LANGUAGE
                + "ALTER PROCEDURAL LANGUAGE plpgsql OWNER TO postgres;\n"
                + objects,
            "CREATE PROCEDURAL LANGUAGE plpgsql;\n" + objects)) {
      try (TestDatabase copy = target(server)) {
        runScript(script, copy, TestPostgres.SUPERUSER);
        assertRestored(copy);
      }
    }
    try (TestDatabase copy = target(server)) {
      runScript(PUBLIC + EXTENSION + EXTENSION_COMMENT + LANGUAGE + objects, copy, OWNER);
      assertRestored(copy);
    }
  }

  private static TestDatabase source(TestPostgres server) {
    makeOwner(server);
    return server
        .createDatabase()
        .execute("CREATE TABLE t AS SELECT 1 AS n; ALTER TABLE t OWNER TO " + OWNER);
  }

  private static void makeOwner(TestPostgres server) {
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(OWNER));
  }

  private static TestDatabase target(TestPostgres server) {
    makeOwner(server);
    TestDatabase target = server.createDatabase();
    return target.execute("ALTER DATABASE %s OWNER TO %s".formatted(target.name(), OWNER));
  }

  private static RestoreOptions options(Existing existing, String role) {
    RestoreOptions options =
        RestoreOptions.defaults().with(existing).with(RestoreOptions.Statistics.LEFT_OUT);
    return role.equals(OWNER)
        ? options.with(RestoreScope.ALL.without(Omission.OWNERS, Omission.PRIVILEGES))
        : options;
  }

  private static void assertRestored(TestDatabase copy) {
    assertThat(
            copy.query(
                "SELECT n, obj_description('public'::regnamespace), (SELECT count(*) FROM pg_extension) FROM public.t"))
        .hasSize(1)
        .allMatch(row -> row.get(0).equals("1") && row.get(2).equals("1"));
    copy.execute("DO 'BEGIN END'");
  }

  private static void runScript(String script, TestDatabase target, String role) {
    Restorer.of(
            RestoreOptions.defaults().with(RestoreOptions.Statistics.LEFT_OUT),
            Events.silent("restore"))
        .restoreScript(
            new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
            Target.database(target.dataSource(role)));
  }

  private static List<TocEntry> of90() {
    return List.of(
        entry(9001, "SCHEMA", "public", PUBLIC, "DROP SCHEMA public;\n"),
        entry(9002, "COMMENT", "SCHEMA public", PUBLIC_COMMENT, ""),
        entry(
            9003,
            "PROCEDURAL LANGUAGE",
            "plpgsql",
            LANGUAGE,
            "DROP PROCEDURAL LANGUAGE plpgsql;\n"),
        entry(9004, "ACL", "public", PRIVILEGES, ""));
  }

  private static List<TocEntry> of96() {
    return List.of(
        entry(9001, "SCHEMA", "public", PUBLIC, "DROP SCHEMA public;\n"),
        entry(9002, "COMMENT", "SCHEMA public", PUBLIC_COMMENT, ""),
        entry(9003, "EXTENSION", "plpgsql", EXTENSION, "DROP EXTENSION plpgsql;\n"),
        entry(9004, "COMMENT", "EXTENSION plpgsql", EXTENSION_COMMENT, ""),
        entry(9005, "ACL", "public", PRIVILEGES, ""));
  }

  private static TocEntry entry(int id, String kind, String tag, String sql, String drop) {
    boolean object = kind.equals("SCHEMA") || kind.endsWith("LANGUAGE");
    return new TocEntry(
        id,
        new CatalogId(0, 0),
        tag,
        kind,
        object || kind.equals("EXTENSION") ? Section.PRE_DATA : Section.NONE,
        sql,
        drop,
        null,
        null,
        null,
        null,
        (char) 0,
        object ? TestPostgres.SUPERUSER : "",
        kind.equals("COMMENT") ? List.of(id - 1) : List.of(),
        false);
  }

  /** An archive with entries before its own. */
  private record OldArchive(ArchiveSource archive, List<TocEntry> initial)
      implements ArchiveSource {
    @Override
    public Toc toc() {
      List<TocEntry> entries = new ArrayList<>(initial);
      entries.addAll(archive.toc().entries());
      return new Toc(archive.toc().header(), entries);
    }

    @Override
    public List<DataSegment> segments() {
      return archive.segments();
    }

    @Override
    public void close() {
      archive.close();
    }
  }
}
