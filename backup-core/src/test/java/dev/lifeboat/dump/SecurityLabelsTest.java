package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels are put into the catalog by hand, since no provider of them comes with PostgreSQL; so
 * nothing can restore them here, and only the archive is looked at.
 */
class SecurityLabelsTest {
  @TempDir Path folder;

  @Test
  void labelsOfAllProvidersAreInTheArchive() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase()) {
      source.execute(
          """
          CREATE TABLE "ta""ble" (a int, "co""l" int);
          COMMENT ON TABLE "ta""ble" IS 'a comment';
          CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
          SELECT lo_create(4711);
          SET allow_system_table_mods = on;
          INSERT INTO pg_seclabel VALUES
            ('"ta""ble"'::regclass, 'pg_class'::regclass, 0, 'dummy', 'it''s secret'),
            ('"ta""ble"'::regclass, 'pg_class'::regclass, 0, 'a"b', 'x'),
            ('"ta""ble"'::regclass, 'pg_class'::regclass, 2, 'dummy', 'of a column'),
            ('f(int)'::regprocedure, 'pg_proc'::regclass, 0, 'dummy', 'of a function'),
            (4711, 'pg_largeobject'::regclass, 0, 'dummy', 'of a large object'),
            ('public'::regnamespace, 'pg_namespace'::regclass, 0, 'dummy', 'of a schema');
          """);
      assertThat(labels(source))
          .map(TocEntry::definition)
          .containsExactlyInAnyOrder(
              "SECURITY LABEL FOR \"dummy\" ON TABLE \"public\".\"ta\"\"ble\" IS 'it''s secret';\n",
              "SECURITY LABEL FOR \"a\"\"b\" ON TABLE \"public\".\"ta\"\"ble\" IS 'x';\n",
              "SECURITY LABEL FOR \"dummy\" ON COLUMN \"public\".\"ta\"\"ble\".\"co\"\"l\""
                  + " IS 'of a column';\n",
              "SECURITY LABEL FOR \"dummy\" ON FUNCTION \"public\".\"f\"(integer)"
                  + " IS 'of a function';\n",
              "SECURITY LABEL FOR \"dummy\" ON LARGE OBJECT 4711 IS 'of a large object';\n",
              "SECURITY LABEL FOR \"dummy\" ON SCHEMA \"public\" IS 'of a schema';\n");
    }
  }

  @Test
  void aLabelOfAnExtensionsMemberIsToldAsLost() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase()) {
      source.execute(
          """
          CREATE EXTENSION pg_trgm;
          SET allow_system_table_mods = on;
          INSERT INTO pg_seclabel VALUES
            ('show_trgm(text)'::regprocedure, 'pg_proc'::regclass, 0, 'dummy', 'x');
          """);
      DumpSummary summary = RoundTrip.usual().dump(source, folder.resolve("member.dump"));
      assertThat(summary.warnings())
          .containsExactly(
              "Not in the dump, kind 'security label of function', 1 in all:"
                  + " public.show_trgm(pg_catalog.text)");
    }
  }

  @Test
  void labelsOfTheDatabaseAndItsSubscriptionsAreInTheArchiveToo() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase();
        TestDatabase other = TestPostgres.of(15).createDatabase()) {
      String subscribe =
          "CREATE SUBSCRIPTION \"su b\" CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE)";
      other.execute(subscribe);
      source.execute(subscribe);
      source.execute(
          """
          SET allow_system_table_mods = on;
          INSERT INTO pg_shseclabel
          SELECT oid, 'pg_database'::regclass, 'dummy', datname FROM pg_database;
          INSERT INTO pg_shseclabel
          SELECT s.oid, 'pg_subscription'::regclass, 'dummy', d.datname
          FROM pg_subscription AS s JOIN pg_database AS d ON d.oid = s.subdbid;
          """);
      assertThat(labels(source))
          .map(TocEntry::definition)
          .containsExactly(
              "SECURITY LABEL FOR \"dummy\" ON DATABASE \"%1$s\" IS '%1$s';\n"
                  .formatted(source.name()),
              "SECURITY LABEL FOR \"dummy\" ON SUBSCRIPTION \"su b\" IS '%s';\n"
                  .formatted(source.name()));
      source.execute(
          "SET allow_system_table_mods = on; DELETE FROM pg_shseclabel WHERE provider = 'dummy'");
    }
  }

  private List<TocEntry> labels(TestDatabase source) {
    Path file = folder.resolve("labels.dump");
    assertThat(RoundTrip.usual().dump(source, file).warnings()).isEmpty();
    try (CustomArchive archive = CustomArchive.open(file)) {
      return archive.toc().entries().stream()
          .filter(entry -> entry.description().equals("SECURITY LABEL"))
          .toList();
    }
  }
}
