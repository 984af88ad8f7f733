package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogSnapshotTest {
  static final String USUAL = "dev.lifeboat.testing.TestPostgres#usual";

  /** The script lets the clock fill one column. */
  private static final String SAME_TIMES = "UPDATE public.base_audit SET at = '2026-11-22 06:00Z'";

  private static final Map<TestPostgres, Original> ORIGINALS = new ConcurrentHashMap<>();

  @TempDir Path directory;

  @AfterAll
  static void dropOriginals() {
    ORIGINALS.values().forEach(original -> original.database().close());
    ORIGINALS.clear();
  }

  @ParameterizedTest
  @MethodSource(USUAL)
  void databasesMadeByTheSameScriptAreEqual(TestPostgres server) {
    original(server);
    try (TestDatabase copy = Original.fill(server)) {
      assertThat(differencesOf(copy)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(USUAL)
  void whatCopiesMayDifferInIsNotADifference(TestPostgres server) {
    try (TestDatabase copy = copy(server)) {
      copy.execute("ALTER TABLE public.room ADD x text");
      copy.execute("ALTER TABLE public.room DROP x");
      copy.execute("CREATE TABLE gone (x text); DROP TABLE gone");
      copy.execute("UPDATE public.room SET name = name WHERE id % 2 = 0");
      copy.execute("REINDEX TABLE public.person");
      copy.execute("VACUUM FULL public.room");
      copy.execute("ANALYZE");
      copy.execute(
          "GRANT SELECT ON public.room TO postgres; REVOKE SELECT ON public.room FROM postgres;"
              + " GRANT SELECT ON public.room TO postgres");

      assertThat(differencesOf(copy)).isEmpty();
    }
  }

  @Test
  void aCopyByPgDumpIsEqual() {
    Program dump = Program.requireMajor("pg_dump", 15);
    Program psql = Program.require("psql");
    Path script = directory.resolve("school.sql");
    TestPostgres server = TestPostgres.of(15);
    try (TestDatabase copy = server.createDatabase()) {
      dump.with(original(server).database().url()).output(script).succeed();
      psql.with("-Xqv", "ON_ERROR_STOP=1", copy.url()).input(script).succeed();

      assertThat(differencesOf(copy)).isEmpty();
    }
  }

  /** On 17; where majors are asked for by {@code -Dlifeboat.majors=…}, on those. */
  @TestFactory
  Stream<DynamicTest> everySmallChangeIsNoticed() {
    return (TestPostgres.areChosen() ? TestPostgres.usual() : Stream.of(TestPostgres.of(17)))
        .flatMap(
            server ->
                CatalogMutation.all()
                    .filter(mutation -> mutation.since() <= server.major())
                    .map(mutation -> noticed(server, mutation)));
  }

  @Test
  void propertiesOfTheDatabaseItselfAreComparedWhenAskedFor() throws Exception {
    TestPostgres server = TestPostgres.of(17);
    try (TestDatabase first = server.createDatabase();
        TestDatabase second = server.createDatabase()) {
      second.execute("ALTER DATABASE " + second.name() + " SET work_mem = '5MB'");
      second.execute("ALTER DATABASE " + second.name() + " CONNECTION LIMIT 7");
      second.execute("COMMENT ON DATABASE " + second.name() + " IS 'seven'");
      second.execute("REVOKE CONNECT ON DATABASE " + second.name() + " FROM PUBLIC");

      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(first), CatalogSnapshot.of(second)))
          .isEmpty();
      assertThat(String.join("\n", differencesOfProperties(first, second)))
          .contains("work_mem=5MB", "datconnlimit: «-1» became «7»", "seven", "datacl");
    }
  }

  @Test
  void allThatIsLeftOutHasAReason() {
    assertThat(CatalogSnapshot.leftOut())
        .isNotEmpty()
        .allSatisfy((what, why) -> assertThat(why).isNotBlank());
  }

  private static DynamicTest noticed(TestPostgres server, CatalogMutation mutation) {
    return DynamicTest.dynamicTest(
        server + ": " + mutation.sql(),
        () -> {
          try (TestDatabase copy = copy(server)) {
            copy.execute(mutation.sql());
            List<String> differences = differencesOf(copy);
            assertThat(differences)
                .anySatisfy(line -> assertThat(line).contains(mutation.seenAs()));
          }
        });
  }

  private static List<String> differencesOf(TestDatabase copy) {
    return CatalogSnapshot.differences(
        original(copy.server()).snapshot(), CatalogSnapshot.of(copy));
  }

  private static List<String> differencesOfProperties(TestDatabase first, TestDatabase second)
      throws Exception {
    try (Connection ours = first.connect();
        Connection theirs = second.connect()) {
      return CatalogSnapshot.differences(
          CatalogSnapshot.withDatabaseProperties(ours),
          CatalogSnapshot.withDatabaseProperties(theirs));
    }
  }

  private static TestDatabase copy(TestPostgres server) {
    return server.createCopy(original(server).database());
  }

  private static Original original(TestPostgres server) {
    return ORIGINALS.computeIfAbsent(server, Original::on);
  }

  private record Original(TestDatabase database, CatalogSnapshot snapshot) {
    static Original on(TestPostgres server) {
      server.admin().execute("DROP ROLE IF EXISTS pupil; CREATE ROLE pupil");
      TestDatabase database = fill(server);
      return new Original(database, CatalogSnapshot.of(database));
    }

    static TestDatabase fill(TestPostgres server) {
      return School.on(server).execute(SAME_TIMES).execute(CatalogMutation.FURTHER_OBJECTS);
    }
  }
}
