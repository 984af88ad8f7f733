package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The cases of one server, which run one after the other since they share its roles; lanes run
 * beside each other.
 */
final class Lane {
  private final TestPostgres server;
  private final Map<SuiteCase, CompletableFuture<Void>> results = new LinkedHashMap<>();

  Lane(TestPostgres server, List<SuiteCase> cases) {
    this.server = server;
    cases.stream()
        .filter(each -> each.runsOn(server.major()))
        .forEach(each -> results.put(each, new CompletableFuture<>()));
  }

  /** Runs all cases, whatever comes of each. */
  void run(Path folder) {
    results.forEach(
        (each, result) -> {
          try {
            each.run(server, folder);
            result.complete(null);
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
  }

  /** A test for each case, which waits for its result, and one that tells if a judge is missing. */
  Stream<DynamicTest> tests() {
    return Stream.concat(
        results.entrySet().stream()
            .map(each -> test(each.getKey().name(), () -> await(each.getValue()))),
        Stream.of(test("pg_dump judges copies", () -> PgDump.require(server))));
  }

  /** Adds what passed to a table; waits for all results. */
  void addTo(CoverageTable table) {
    results.forEach(
        (each, result) -> {
          if (result.handle((nothing, failure) -> failure == null).join()) {
            table.add(link(each), each.covers(), server.major());
          }
        });
  }

  private static String link(SuiteCase each) {
    return "[" + each.name() + "](../" + each.file() + ")";
  }

  private DynamicTest test(String name, Executable test) {
    return DynamicTest.dynamicTest(name + " on " + server, test);
  }

  private static void await(CompletableFuture<Void> result) throws Throwable {
    try {
      result.join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }
}
