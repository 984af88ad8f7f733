package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dump does not hold must be told. */
class UndumpedObjectsTest {
  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSchoolIsDumpedWithoutAWarning(TestPostgres server) {
    try (TestDatabase school = School.on(server)) {
      assertThat(warnings(school, DumpContent.ALL)).isEmpty();
      assertThat(warnings(school, DumpContent.SCHEMA_ONLY)).isEmpty();
      assertThat(warnings(school, DumpContent.DATA_ONLY)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatIsOfNoKindThatIsDumpedIsTold(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1';
          CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE r (id int CONSTRAINT fk REFERENCES p);
          ALTER TABLE r DISABLE TRIGGER ALL;
          CREATE TABLE parent (a int CONSTRAINT positive CHECK (a > 0));
          CREATE TABLE child () INHERITS (parent);
          COMMENT ON CONSTRAINT positive ON child IS 'of what is inherited';
          """);
      assertThat(warnings(source, DumpContent.ALL))
          .map(warning -> warning.replace("Not in the dump, kind ", ""))
          .containsExactlyInAnyOrder(
              "'comment of table constraint', 1 in all: positive on public.child",
              "'disabled foreign key trigger', 2 in all: fk on public.r, fk on public.r",
              "'function', 1 in all: pg_catalog.hidden()");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rowsOfUsersInTablesOfAnExtensionAreNoLoss(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE EXTENSION pg_trgm;
          CREATE TABLE "Config" (x int); CREATE TABLE untouched (x int); CREATE SEQUENCE numbers;
          ALTER EXTENSION pg_trgm ADD TABLE "Config";
          ALTER EXTENSION pg_trgm ADD TABLE untouched;
          ALTER EXTENSION pg_trgm ADD SEQUENCE numbers;
          UPDATE pg_extension SET extconfig = ARRAY['"Config"'::regclass, 'untouched'::regclass, 'numbers'::regclass]::oid[],
            extcondition = ARRAY['WHERE x > 1', '', ''] WHERE extname = 'pg_trgm';
          INSERT INTO "Config" VALUES (1);
          """);
      assertThat(warnings(source, DumpContent.ALL)).isEmpty();
      source.execute(
          """
          INSERT INTO "Config" VALUES (2); SELECT nextval('numbers');
          """);
      assertThat(warnings(source, DumpContent.ALL)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"15", "17"})
  void aWarningIsAnEventToo(int major) {
    List<Event> told = new ArrayList<>();
    try (TestDatabase source = TestPostgres.of(major).createDatabase()) {
      source.execute("CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1'");
      Dumper.of(
              source.dataSource(),
              DumpOptions.defaults(),
              new Events("backup", told::add, InstantSource.system()))
          .dumpTo(number -> new DiscardedVolume());
      assertThat(told).anyMatch(event -> event.toString().contains("pg_catalog.hidden()"));
    }
  }

  private static List<String> warnings(TestDatabase source, DumpContent content) {
    return Dumper.of(
            source.dataSource(), DumpOptions.defaults().withContent(content), Events.silent("dump"))
        .dumpTo(number -> new DiscardedVolume())
        .warnings();
  }
}
