package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.conformance.CoverageDocument;
import dev.lifeboat.conformance.CoverageList;
import dev.lifeboat.conformance.CoverageTable;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What each option of a dump does: every case on every server, as an archive and as a script. */
class OptionCasesTest {
  private static final List<String> FORMATS = List.of("custom", "plain");

  /** What says how fast and how small, and nothing of what is dumped. */
  private static final Set<String> HOW = Set.of("--jobs", "--compress");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theCopyHoldsWhatTheOptionsLeave() {
    CoverageTable table = new CoverageTable(list(), majors());
    Stream<DynamicTest> runs =
        OptionCase.in("/options").stream()
            .flatMap(
                each -> TestPostgres.all().filter(each::runsOn).map(on -> test(each, on, table)));
    return Stream.concat(
        runs, Stream.of(DynamicTest.dynamicTest("coverage", () -> assertCovered(table))));
  }

  private DynamicTest test(OptionCase each, TestPostgres server, CoverageTable table) {
    return DynamicTest.dynamicTest(
        each.name() + " on " + server,
        () -> {
          run(each, server);
          table.add(each.link(), each.covers(), server.major());
        });
  }

  private static void assertCovered(CoverageTable table) {
    if (TestPostgres.areChosen()) {
      throw Skip.because("only some majors were chosen, which say nothing of coverage");
    }
    assertThat(table.gaps()).isEmpty();
    CoverageDocument.assertHolds("options", table.text());
  }

  @Test
  void theListHoldsEveryOptionThatSaysWhatIsDumped() {
    assertThat(list().names())
        .containsExactlyInAnyOrderElementsOf(
            CommandLine.Model.CommandSpec.forAnnotatedObject(new DumpOptionsMixin())
                .options()
                .stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .filter(name -> !HOW.contains(name))
                .map(name -> "option: " + name)
                .toList());
  }

  private static CoverageList list() {
    return CoverageList.read(
        Objects.requireNonNull(OptionCasesTest.class.getResource("/options.txt")));
  }

  private static List<Integer> majors() {
    return TestPostgres.all().map(TestPostgres::major).toList();
  }

  private void run(OptionCase each, TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      each.loadSource(source);
      if (!each.refusal().isEmpty()) {
        Cli.Run refused = dump(each, source, folder.resolve(each.name()), "custom");
        each.assertRefused(refused);
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
    each.assertWarned(dumped);
    try (TestDatabase copy = source.server().createDatabase()) {
      each.loadTarget(copy);
      Cli.run("load", "--from", file, "--into", copy.url()).done();
      assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy)))
          .as("what differs between what is expected and the copy, by way of " + format)
          .isEmpty();
      each.assertThen(copy);
    }
  }

  private static Cli.Run dump(OptionCase each, TestDatabase source, Path file, String format) {
    List<Object> words =
        new ArrayList<>(
            List.of("dump", "--db", each.url(source), "--to", file, "--format", format));
    words.addAll(each.commandLine(file.getParent()));
    return Cli.run(words.toArray());
  }
}
