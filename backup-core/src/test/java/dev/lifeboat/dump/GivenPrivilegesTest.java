package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members of extensions and system objects that somebody else owns by now. */
class GivenPrivilegesTest {
  private static final String ROLE =
      "DO $$BEGIN CREATE ROLE lifeboat_owner; EXCEPTION WHEN duplicate_object THEN END$$;\n";

  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aNewOwnerIsGrantedWhatOwnersHaveAndIsToldAsLost(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute(
          ROLE
              + """
              CREATE EXTENSION pg_stat_statements;
              ALTER VIEW pg_stat_statements OWNER TO lifeboat_owner;
              """);
      Path file = folder.resolve("owner.dump");
      assertThat(RoundTrip.usual().dump(source, file).warnings())
          .containsExactly(
              "Not in the dump, kind 'owner of view', 1 in all: public.pg_stat_statements");
      RoundTrip.usual().restore(file, copy);
      assertThat(
              copy.value(
                  "SELECT bool_and(has_table_privilege('lifeboat_owner', 'pg_stat_statements', p))"
                      + " FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES}'::text[]) p"))
          .isEqualTo("t");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSystemFunctionThatNobodyMayCallStaysSo(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute(
          ROLE
              + """
              ALTER FUNCTION pg_catalog.pg_stat_reset() OWNER TO lifeboat_owner;
              REVOKE EXECUTE ON FUNCTION pg_catalog.pg_stat_reset() FROM lifeboat_owner;
              """);
      Path file = folder.resolve("function.dump");
      assertThat(RoundTrip.usual().dump(source, file).warnings())
          .containsExactly(
              "Not in the dump, kind 'owner of function', 1 in all: pg_catalog.pg_stat_reset()");
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.value("SELECT proacl FROM pg_proc WHERE proname = 'pg_stat_reset'"))
          .isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatANewDatabaseHasAndThisOneHasNotIsToldAsNotRemoved(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute(
          """
          DROP SCHEMA public; DROP EXTENSION plpgsql;
          CREATE SCHEMA own; CREATE TABLE own.t (a int);
          REVOKE SELECT ON pg_catalog.pg_proc FROM PUBLIC;
          """);
      Path file = folder.resolve("removed.dump");
      assertThat(RoundTrip.usual().dump(source, file).warnings())
          .containsExactly(
              "Not in the dump, kind 'removal of what a new database has', 2 in all:"
                  + " extension plpgsql, schema public");
      try (CustomArchive archive = CustomArchive.open(file)) {
        assertThat(archive.toc().entries())
            .filteredOn(entry -> entry.description().equals("ACL"))
            .extracting(TocEntry::tag)
            .containsExactly("TABLE pg_proc");
      }
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.value("SELECT count(*) FROM own.t")).isEqualTo("0");
    }
  }
}
