package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that were damaged by hand, in the catalogs. */
class UnwritableObjectsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void oneThatTheServerCannotWriteDownEndsTheDumpWithItsName(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE TABLE sound (a int PRIMARY KEY, b int CHECK (b > 0));
          CREATE TABLE other (a int);
          CREATE VIEW sound_view AS SELECT a FROM sound;
          CREATE VIEW "dam aged" AS SELECT a FROM other;
          CREATE VIEW sound_too AS SELECT a FROM sound_view;
          DELETE FROM pg_attribute WHERE attrelid = 'other'::regclass AND attname = 'a';
          """);
      assertThatThrownBy(() -> RoundTrip.usual().dump(source, folder.resolve("never.dump")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot write down the view public.\"dam aged\"")
          .hasMessageContaining("mend or drop it");
    }
  }
}
