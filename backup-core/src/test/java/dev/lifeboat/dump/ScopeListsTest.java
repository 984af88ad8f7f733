package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.Section;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the same options, {@code pg_dump} and Lifeboat put the same entries into an archive. */
class ScopeListsTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String SOURCE =
      """
      CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'a schema';
      CREATE TABLE s.parent (id serial PRIMARY KEY, note text);
      CREATE TABLE s.child (id int PRIMARY KEY, parent_id int REFERENCES s.parent, CHECK (id > 0));
      COMMENT ON TABLE s.child IS 'a table'; COMMENT ON COLUMN s.child.id IS 'a column';
      CREATE UNLOGGED TABLE s.unlogged (n int);
      CREATE TABLE s.parts (n int) PARTITION BY RANGE (n);
      CREATE TABLE s.part PARTITION OF s.parts DEFAULT;
      CREATE INDEX ON s.parts (n);
      CREATE SEQUENCE s.numbers;
      CREATE VIEW s.v AS SELECT * FROM s.parent;
      CREATE MATERIALIZED VIEW s.m AS SELECT * FROM s.v;
      CREATE INDEX ON s.m (id);
      CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER t BEFORE INSERT ON s.child FOR EACH ROW EXECUTE FUNCTION s.f();
      COMMENT ON TRIGGER t ON s.child IS 'a trigger';
      CREATE RULE r AS ON DELETE TO s.child DO INSTEAD NOTHING;
      ALTER TABLE s.parent ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON s.parent USING (true);
      GRANT SELECT ON s.parent TO PUBLIC; GRANT UPDATE (note) ON s.parent TO PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC;
      CREATE PUBLICATION pub FOR TABLE s.child; COMMENT ON PUBLICATION pub IS 'a publication';
      CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false);
      COMMENT ON SUBSCRIPTION sub IS 'a subscription';
      CREATE STATISTICS s.st ON id, parent_id FROM s.child;
      CREATE TYPE s.e AS ENUM ('a'); CREATE DOMAIN s.d AS int CHECK (VALUE > 0);
      SET allow_system_table_mods = on;
      INSERT INTO pg_seclabel VALUES ('s.child'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret');
      """;

  private static final String LARGE_OBJECT =
      "SELECT lo_from_bytea(4711, 'large'); COMMENT ON LARGE OBJECT 4711 IS 'a large object'";

  @TempDir Path folder;

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of("--jobs=1", DumpScope.ALL),
        Arguments.of("--schema-only", DumpScope.ALL.with(DumpContent.SCHEMA_ONLY)),
        Arguments.of("--data-only", DumpScope.ALL.with(DumpContent.DATA_ONLY)),
        Arguments.of("--section=pre-data", section(Section.PRE_DATA)),
        Arguments.of("--section=post-data", section(Section.POST_DATA)),
        Arguments.of("--no-privileges", DumpScope.ALL.without(Omission.PRIVILEGES)),
        Arguments.of("--no-comments", DumpScope.ALL.without(Omission.COMMENTS)),
        Arguments.of("--no-security-labels", DumpScope.ALL.without(Omission.SECURITY_LABELS)),
        Arguments.of("--no-publications", DumpScope.ALL.without(Omission.PUBLICATIONS)),
        Arguments.of("--no-subscriptions", DumpScope.ALL.without(Omission.SUBSCRIPTIONS)),
        Arguments.of(
            "--no-unlogged-table-data", DumpScope.ALL.without(Omission.UNLOGGED_TABLE_DATA)));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void areTheSame(String option, DumpScope scope) {
    Program pgDump = Program.requireMajor("pg_dump", 15);
    Program pgRestore = Program.requireMajor("pg_restore", 15);
    try (TestDatabase source = SERVER.createDatabase().execute(SOURCE)) {
      if (!option.startsWith("--section")) { // all of one is data, as for pg_dump 17 and later
        source.execute(LARGE_OBJECT);
      }
      Path ours = folder.resolve("ours.dump");
      Path theirs = folder.resolve("theirs.dump");
      RoundTrip.with(
              DumpOptions.defaults().withCompression(new Compression.Gzip(1)).withScope(scope))
          .dump(source, ours);
      pgDump.with("-Fc", option, "-f", theirs).env(source.environment()).succeed();
      assertThat(list(pgRestore, ours))
          .containsExactlyInAnyOrderElementsOf(list(pgRestore, theirs));
    }
  }

  private static DumpScope section(Section section) {
    return DumpScope.ALL.with(DumpContent.of(Part.DEFINITIONS, Part.DATA).of(section));
  }

  /**
   * What each entry is, without its numbers. Lifeboat always makes the schema {@code public} where
   * it is missed, writes defaults into their tables, gives no owner to what cannot have one, and
   * fills materialized views with data alone too.
   */
  private static List<String> list(Program pgRestore, Path archive) {
    return pgRestore
        .with("-l", archive)
        .succeed()
        .output()
        .lines()
        .filter(line -> !line.startsWith(";"))
        .map(line -> line.replaceFirst("^\\d+; \\d+ \\d+ ", ""))
        .filter(line -> !line.equals("SCHEMA - public ") && !line.startsWith("DEFAULT s "))
        .filter(line -> !line.startsWith("MATERIALIZED VIEW DATA "))
        .map(line -> line.replaceFirst("^(INDEX ATTACH .*) \\w*$", "$1"))
        .toList();
  }
}
