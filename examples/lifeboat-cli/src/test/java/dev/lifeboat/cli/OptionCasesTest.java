package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What each option of a dump does: every case on every server, as an archive and as a script. */
class OptionCasesTest {
  private static final List<String> FORMATS = List.of("custom", "plain");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theCopyHoldsWhatTheOptionsLeave() {
    return OptionCase.all().stream()
        .flatMap(
            each ->
                TestPostgres.all()
                    .filter(each::runsOn)
                    .map(
                        server ->
                            DynamicTest.dynamicTest(
                                each.name() + " on " + server, () -> run(each, server))));
  }

  private void run(OptionCase each, TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      each.loadSource(source);
      if (!each.refusal().isEmpty()) {
        Cli.Run refused = dump(each, source, folder.resolve(each.name()), "custom");
        assertThat(refused.exitCode()).as(refused.output() + refused.errors()).isIn(1, 2);
        each.refusal().forEach(piece -> assertThat(refused.errors()).contains(piece));
        return;
      }
      try (TestDatabase expected = server.createDatabase()) {
        each.loadExpected(expected);
        CatalogSnapshot wanted = CatalogSnapshot.of(expected);
        for (String format : FORMATS) {
          if (format.equals("custom") || !each.hasTarget()) { // a script makes what it fills
            assertCopy(each, source, wanted, format);
          }
        }
      }
    }
  }

  private void assertCopy(
      OptionCase each, TestDatabase source, CatalogSnapshot wanted, String format) {
    Path file = folder.resolve(each.name() + "-" + source.server().major() + "." + format);
    Cli.Run dumped = dump(each, source, file, format).done();
    assertWarned(each, dumped);
    try (TestDatabase copy = source.server().createDatabase()) {
      each.loadTarget(copy);
      Cli.run("load", "--from", file, "--into", copy.url()).done();
      assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy)))
          .as("what differs between what is expected and the copy, by way of " + format)
          .isEmpty();
      each.assertThen(copy);
    }
  }

  private static void assertWarned(OptionCase each, Cli.Run dumped) {
    assertThat(dumped.errors().lines().filter(line -> line.startsWith("Warning: ")))
        .hasSameSizeAs(each.warnings());
    each.warnings().forEach(piece -> assertThat(dumped.errors()).contains(piece));
  }

  private static Cli.Run dump(OptionCase each, TestDatabase source, Path file, String format) {
    String url =
        source.url().replace("//" + TestPostgres.SUPERUSER + "@", "//" + each.role() + "@");
    List<Object> words =
        new ArrayList<>(List.of("dump", "--db", url, "--to", file, "--format", format));
    words.addAll(each.options());
    return Cli.run(words.toArray());
  }
}
