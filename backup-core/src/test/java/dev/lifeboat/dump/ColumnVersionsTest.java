package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers of November 2026 and later (15.20, for one) note a version of each column among its
 * options, which is none that anybody could set, and which older servers do not know.
 */
class ColumnVersionsTest {
  private static final String OPTIONS =
      "SELECT attname, attoptions FROM pg_attribute"
          + " WHERE attrelid = 't'::regclass AND attoptions IS NOT NULL";

  @TempDir Path folder;

  @Test
  void theyAreNotRestored() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase();
        TestDatabase copy = TestPostgres.of(15).createDatabase()) {
      source.execute(
          """
          CREATE TABLE t (a int, b int);
          UPDATE pg_attribute SET attoptions = '{pg_attver=123}'
          WHERE attrelid = 't'::regclass AND attname = 'a';
          UPDATE pg_attribute SET attoptions = '{pg_attver=124,n_distinct=5}'
          WHERE attrelid = 't'::regclass AND attname = 'b';
          """);
      Path file = folder.resolve("versions.dump");
      RoundTrip.usual().dump(source, file);
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.query(OPTIONS)).hasToString("[[b, {n_distinct=5}]]");
    }
  }
}
