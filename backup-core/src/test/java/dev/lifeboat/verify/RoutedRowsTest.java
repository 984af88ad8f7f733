package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that may be in other partitions than they were in are compared all together. */
class RoutedRowsTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir Path folder;
  private TestDatabase copy;
  private Path file;
  private DumpSummary dump;

  @BeforeEach
  void makeCopy() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g');
          CREATE TABLE felt (m mood, v int) PARTITION BY LIST ((v < 500));
          CREATE TABLE early PARTITION OF felt FOR VALUES IN (true) PARTITION BY HASH (m);
          CREATE TABLE early_0 PARTITION OF early FOR VALUES WITH (MODULUS 3, REMAINDER 0);
          CREATE TABLE early_1 (v int, m mood);
          ALTER TABLE early ATTACH PARTITION early_1 FOR VALUES WITH (MODULUS 3, REMAINDER 1);
          CREATE TABLE early_2 PARTITION OF early FOR VALUES WITH (MODULUS 3, REMAINDER 2);
          CREATE TABLE late PARTITION OF felt DEFAULT;
          INSERT INTO felt SELECT (enum_range(NULL::mood))[1 + i % 7], i FROM generate_series(1, 1000) AS i;
          """);
      file = folder.resolve("moods.dump");
      dump = RoundTrip.usual().dump(source, file);
      copy = SERVER.createDatabase();
      RoundTrip.usual().restore(file, copy);
    }
  }

  @AfterEach
  void drop() {
    copy.close();
  }

  @Test
  void whereverTheyAreTheyAreTheSame() {
    Report report = compare();
    assertThat(report.findings()).isEmpty();
    assertThat(report.checked().tables()).isEqualTo(4);
    assertThat(report.checked().rows()).isEqualTo(1000);
  }

  @Test
  void aRowThatIsLostOrAlteredOrDoubledIsFound() {
    for (String change :
        List.of(
            "DELETE FROM felt WHERE v = 7",
            "INSERT INTO felt VALUES ('b', 7)",
            "UPDATE felt SET m = 'c' WHERE v = 7")) {
      copy.execute(change);
      assertThat(compare().findings())
          .as(change)
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.object())
                      .isEqualTo("partitions of table \"public\".\"felt\""));
    }
    copy.execute("DELETE FROM late WHERE v = 700");
    assertThat(compare().findings())
        .extracting(Finding::object)
        .contains("table \"public\".\"late\"");
    copy.execute("DROP TABLE felt");
    assertThat(compare().findings())
        .extracting(Finding::object)
        .contains("partitions of table \"public\".\"felt\"");
  }

  private Report compare() {
    Report report = new Report();
    try (CustomArchive archive = CustomArchive.open(file)) {
      new RestoredComparison(archive.toc(), dump, report)
          .run(copy.dataSource(), Events.silent("compare"));
    }
    return report;
  }
}
