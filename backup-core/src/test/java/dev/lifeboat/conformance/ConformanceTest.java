package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case on every server that has what it is about. */
class ConformanceTest {
  /** The names of the cases to run, while working on them; empty for all. */
  private static final List<String> CHOSEN =
      List.of(System.getProperty("lifeboat.case", "").split(","));

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> everyCaseComesBackAsItWas() {
    List<ConformanceCase> cases = cases();
    List<Lane> lanes = TestPostgres.all().map(server -> new Lane(server, cases)).toList();
    lanes.forEach(lane -> THREADS.execute(() -> lane.run(folder)));
    return lanes.stream().flatMap(Lane::tests);
  }

  private static List<ConformanceCase> cases() {
    return Stream.<List<? extends ConformanceCase>>of(ScriptCase.all(), CorpusCase.all())
        .<ConformanceCase>flatMap(List::stream)
        .filter(each -> CHOSEN.contains("") || CHOSEN.contains(each.name()))
        .toList();
  }
}
