package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that need a search_path fail by name, and are restored with one. */
class SearchPathTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);

  /** From this major on, indexes and materialized views heed no path but a function's own. */
  private static final int RESTRICTED = 17;

  private static final String FUNCTIONS =
      """
      CREATE SCHEMA "my app"; CREATE TABLE "my app".factor AS SELECT 2 AS n;
      CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 * (SELECT n FROM factor); END';
      CREATE FUNCTION g(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 * n FROM factor';
      """
          .replace("CREATE FUNCTION", "SET LOCAL check_function_bodies = off; CREATE FUNCTION");

  private static final String PATH = "SET LOCAL search_path = public, \"my app\"; ";

  @TempDir Path folder;

  static Stream<List<Object>> users() {
    return TestPostgres.all()
        .flatMap(
            server ->
                Stream.of(
                        "CREATE TABLE t (id int, twice int GENERATED ALWAYS AS (f(id)) STORED); INSERT INTO t VALUES (424242);",
                        "CREATE TABLE t (id int CHECK (f(id) > 0)); INSERT INTO t VALUES (424242);",
                        "CREATE TABLE t AS SELECT 424242 AS id; CREATE INDEX ON t (f(id)); ",
                        "CREATE TABLE t AS SELECT 424242 AS id; CREATE MATERIALIZED VIEW m AS SELECT f(id) FROM t;")
                    .filter(use -> server.major() < RESTRICTED || use.contains("INSERT"))
                    .map(use -> List.of(server, use)));
  }

  @ParameterizedTest
  @MethodSource("users")
  void isTakenForTheRestore(List<Object> each) {
    TestPostgres server = (TestPostgres) each.get(0);
    Path file = folder.resolve("source.dump");
    try (TestDatabase source = server.createDatabase()) {
      source.execute(FUNCTIONS + PATH + each.get(1));
      RoundTrip.usual().dump(source, file);
      for (Transactions transactions : List.of(Transactions.BATCHES, Transactions.single())) {
        RestoreConduct conduct = RestoreConduct.DEFAULT.with(transactions);
        try (TestDatabase copy = server.createDatabase()) {
          Throwable failure = catchThrowable(() -> restore(file, copy, conduct));
          assertThat(failure)
              .isInstanceOf(RefusedException.class)
              .hasMessageContaining(
                  "relation \"factor\" does not exist (42P01), in PL/pgSQL function public.f(integer) line 1 at RETURN;")
              .hasMessageContaining("--search-path");
          assertThat(failure.getMessage()).doesNotContain("424242");
        }
        try (TestDatabase copy = server.createDatabase()) {
          restore(
              file, copy, conduct.with(SessionChoice.DEFAULT.withSearchPath("Public, \"my app\"")));
          assertThat(copy.value("SELECT count(*) FROM t")).isEqualTo("1");
          copy.execute("SET search_path = public, \"my app\"; ANALYZE t");
          source.execute("SET search_path = public, \"my app\"; ANALYZE t");
          assertThat(
                  CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void isNamedAlsoForFunctionsInSql() {
    Path file = folder.resolve("source.dump");
    try (TestDatabase source = SERVER.createDatabase();
        TestDatabase copy = SERVER.createDatabase()) {
      source.execute(
          FUNCTIONS + PATH + "CREATE TABLE t AS SELECT 424242 AS id; CREATE INDEX ON t (g(id))");
      RoundTrip.usual().dump(source, file);
      assertThatThrownBy(() -> restore(file, copy, RestoreConduct.DEFAULT))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(", in SQL function \"g\" during ")
          .hasMessageContaining("--search-path");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,", ",", "a; DROP TABLE t", "a = b", "'a'", "public, 1"})
  void isRefusedWhereItIsNone(String path) {
    assertThatThrownBy(() -> SessionChoice.DEFAULT.withSearchPath(path))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is no search_path");
  }

  @Test
  void isNothingForAScriptWhichSetsItsOwn() {
    try (TestDatabase copy = SERVER.createDatabase()) {
      RestoreOptions options =
          RestoreOptions.defaults()
              .with(RestoreConduct.DEFAULT.with(SessionChoice.DEFAULT.withSearchPath("public")));
      assertThatThrownBy(
              () ->
                  Restorer.of(options, Events.silent("restore"))
                      .restoreScript(
                          InputStream.nullInputStream(), Target.database(copy.dataSource())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("runs as it is written, so that another search_path");
    }
  }

  private static void restore(Path file, TestDatabase target, RestoreConduct conduct) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      Restorer.of(RestoreOptions.defaults().with(conduct), Events.silent("restore"))
          .restore(archive, Target.database(target.dataSource()));
    }
  }
}
