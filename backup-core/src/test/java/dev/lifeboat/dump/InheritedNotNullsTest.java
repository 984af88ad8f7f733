package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Children of several parents of which one has a constraint that is not valid. Their copies are not
 * the same, as they have the constraint as one of their own too; what it is must be the same.
 */
class InheritedNotNullsTest {
  private static final String CONSTRAINTS =
      "SELECT conrelid::regclass::text, conname, convalidated, coninhcount, obj_description(oid)"
          + " FROM pg_constraint WHERE contype = 'n' AND oid >= 16384 ORDER BY 1, 2";

  @TempDir Path folder;

  @Test
  void aValidConstraintKeepsItsNameAndItsComment() {
    try (TestDatabase source = TestPostgres.of(18).createDatabase();
        TestDatabase copy = TestPostgres.of(18).createDatabase()) {
      source.execute(
          """
          CREATE TABLE doubt (a int);
          ALTER TABLE doubt ADD CONSTRAINT later NOT NULL a NOT VALID;
          CREATE TABLE also_doubt (a int);
          ALTER TABLE also_doubt ADD CONSTRAINT a_name_before NOT NULL a NOT VALID;
          CREATE TABLE sure (a int CONSTRAINT sure_a NOT NULL);
          CREATE TABLE of_both () INHERITS (doubt, sure);
          CREATE TABLE of_doubts () INHERITS (doubt, also_doubt);
          CREATE TABLE of_children () INHERITS (of_doubts, of_both);
          COMMENT ON CONSTRAINT later ON of_both IS 'never null';
          COMMENT ON CONSTRAINT later ON of_children IS 'never null either';
          """);
      List<List<@Nullable String>> constraints = source.query(CONSTRAINTS);
      Path file = folder.resolve("not-nulls.dump");
      RoundTrip.usual().dump(source, file);
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.query(CONSTRAINTS)).isEqualTo(constraints);
    }
  }
}
