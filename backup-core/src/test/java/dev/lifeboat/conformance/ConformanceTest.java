package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case on every server that was fetched. */
class ConformanceTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyCaseComesBackAsItWas() {
    return ConformanceCase.all().stream()
        .flatMap(
            each ->
                TestPostgres.all()
                    .filter(server -> each.runsOn(server.major()))
                    .map(
                        server ->
                            DynamicTest.dynamicTest(
                                each.name() + " on " + server, () -> run(each, server))));
  }

  private void run(ConformanceCase each, TestPostgres server) {
    each.prepare(server);
    try (TestDatabase source = server.createDatabase()) {
      each.load(source);
      RoundTrip.usual().assertSameCopy(source, folder);
    }
  }
}
