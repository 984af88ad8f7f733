package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case on every server that has what it is about, and what they cover together. */
class ConformanceTest {
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> everyCaseComesBackAsItWas() {
    List<SuiteCase> cases = cases();
    List<Lane> lanes = TestPostgres.all().map(server -> new Lane(server, cases)).toList();
    lanes.forEach(lane -> THREADS.execute(() -> lane.run(folder)));
    return Stream.concat(
        lanes.stream().flatMap(Lane::tests),
        Stream.of(DynamicTest.dynamicTest("coverage", () -> assertCovered(lanes))));
  }

  private static List<SuiteCase> cases() {
    return Stream.<List<? extends SuiteCase>>of(ConformanceCase.all(), CorpusCase.all())
        .<SuiteCase>flatMap(List::stream)
        .filter(each -> isChosen(each.name()))
        .toList();
  }

  private static boolean isChosen(String name) {
    String chosen = ConformanceCase.CHOSEN;
    return chosen.isEmpty() || List.of(chosen.split(",")).contains(name);
  }

  private static void assertCovered(List<Lane> lanes) {
    if (TestPostgres.areChosen() || !ConformanceCase.CHOSEN.isEmpty()) {
      throw Skip.because("only some cases or majors were chosen, which say nothing of coverage");
    }
    CoverageTable table =
        new CoverageTable(
            CoverageList.read(
                Objects.requireNonNull(
                    ConformanceTest.class.getResource("/conformance/coverage.txt"))),
            TestPostgres.all().map(TestPostgres::major).toList());
    lanes.forEach(lane -> lane.addTo(table));
    assertThat(table.gaps()).isEmpty();
    CoverageDocument.assertHolds("kinds", table.text());
    CoverageDocument.assertHolds("not compared", notCompared());
    CoverageDocument.assertHolds("not judged", notJudged());
  }

  private static String notCompared() {
    return "| left out | since |\n| --- | --- |\n"
        + CatalogSnapshot.leftOut().entrySet().stream()
            .map(each -> "| `" + each.getKey() + "` | " + each.getValue() + " |\n")
            .collect(Collectors.joining());
  }

  private static String notJudged() {
    return "| case | since |\n| --- | --- |\n"
        + ConformanceCase.all().stream()
            .flatMap(
                each ->
                    each.stated("pg_dump").stream()
                        .map(why -> "| [" + each.name() + "](../" + each.file() + ") | " + why))
            .map(row -> row + " |\n")
            .collect(Collectors.joining());
  }
}
