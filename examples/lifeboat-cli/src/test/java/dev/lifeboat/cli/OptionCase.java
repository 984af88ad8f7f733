package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.conformance.ConformanceCase;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that says what a dump with options holds, or what a restore with options makes.
 *
 * <p>It begins with what {@link ConformanceCase} knows and with
 *
 * <ul>
 *   <li>{@code -- options:} words of the command line of the dump or the restore, quoted as a shell
 *       reads them; several lines add up;
 *   <li>{@code -- dump:} words of the command line of the dump, where it is the restore that has
 *       the options;
 *   <li>{@code -- filter:} a line of a file of rules, which it is given;
 *   <li>{@code -- warns:} a piece of a warning that the dump gives; without one, there must be
 *       none;
 *   <li>{@code -- refused:} a piece of the one sentence that it is refused with;
 *   <li>{@code -- role:} who dumps or restores, instead of the superuser.
 * </ul>
 *
 * Then comes SQL that makes the source. A line {@code -- target} begins what is in the database
 * that the dump is loaded into, if that is not an empty one; {@code -- expected} begins SQL that
 * makes, in an empty database, what the copy must equal; {@code -- then} begins a query that must
 * give nothing but true in the copy.
 *
 * @param script all of it
 */
record OptionCase(ConformanceCase script) {
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\")+");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The cases in a folder of the class path, by name. */
  static List<OptionCase> in(String folder) {
    return ConformanceCase.in(OptionCase.class.getResource(folder)).stream()
        .map(OptionCase::new)
        .toList();
  }

  String name() {
    return script.name();
  }

  boolean runsOn(TestPostgres server) {
    return script.runsOn(server.major());
  }

  /** The words of the command line that it is about. */
  List<String> options() {
    List<String> words = words("options");
    assertThat(words).as("the options of " + name()).isNotEmpty();
    return words;
  }

  /** The words of the command line of a dump before that. */
  List<String> dumpOptions() {
    return words("dump");
  }

  private List<String> words(String stated) {
    List<String> words = new ArrayList<>();
    for (String line : script.stated(stated)) {
      Matcher word = WORD.matcher(line);
      while (word.find()) {
        words.add(QUOTED.matcher(word.group()).replaceAll(OptionCase::unquoted));
      }
    }
    return words;
  }

  private static String unquoted(java.util.regex.MatchResult quoted) {
    String text =
        quoted.group(1) != null ? quoted.group(1) : quoted.group(2).replaceAll("\\\\(.)", "$1");
    return Matcher.quoteReplacement(text);
  }

  /** The lines of the file of rules that it is given; empty for none. */
  private List<String> filter() {
    return script.stated("filter");
  }

  /** What it shows, by the names of {@code options.txt}. */
  List<String> covers() {
    return script.covers();
  }

  /** Itself as Markdown, from where the documents are. */
  String link() {
    return "[%s](../examples/lifeboat-cli/src/test/resources/options/%s.sql)"
        .formatted(name(), name());
  }

  /** Pieces of the warnings that it gives. */
  private List<String> warnings() {
    return script.stated("warns");
  }

  /** Pieces of the sentence that it is refused with; empty if it is not. */
  List<String> refusal() {
    return script.stated("refused");
  }

  /** The address of a database for who does it. */
  String url(TestDatabase database) {
    List<String> role = script.stated("role");
    return role.isEmpty()
        ? database.url()
        : database.url().replace("//" + TestPostgres.SUPERUSER + "@", "//" + role.get(0) + "@");
  }

  /** The options, and that of the file of rules, which is written into a folder. */
  List<Object> commandLine(Path folder) {
    List<Object> words = new ArrayList<>(options());
    if (!filter().isEmpty()) {
      words.addAll(List.of("--filter", rules(folder)));
    }
    return words;
  }

  private Path rules(Path folder) {
    try {
      return Files.write(folder.resolve(name() + ".rules"), filter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The warnings of a run are those that the case states. */
  void assertWarned(Cli.Run run) {
    assertThat(run.errors().lines().filter(line -> line.startsWith("Warning: ")))
        .hasSameSizeAs(warnings());
    warnings().forEach(piece -> assertThat(run.errors()).contains(piece));
  }

  /** The run was refused as the case states. */
  void assertRefused(Cli.Run run) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isIn(1, 2);
    refusal().forEach(piece -> assertThat(run.errors()).contains(piece));
  }

  /** Makes the source. */
  void loadSource(TestDatabase database) {
    script.prepare(database.server());
    new ConformanceCase(name(), script.sql().split("(?m)^-- (target|expected|then)$")[0])
        .load(database);
  }

  /** Whether the dump does not go into an empty database. */
  boolean hasTarget() {
    return !section("target").isEmpty();
  }

  /** Makes what the dump is loaded into. */
  void loadTarget(TestDatabase database) {
    load("target", database);
  }

  /** Makes what the copy must equal. */
  void loadExpected(TestDatabase database) {
    assertThat(script.sql()).as(name()).contains("\n-- expected\n");
    load("expected", database);
  }

  /** Asks the copy what no catalog tells. */
  void assertThen(TestDatabase copy) {
    String query = section("then");
    if (!query.isEmpty()) {
      assertThat(copy.query(query)).as(query).isNotEmpty().allSatisfy(OptionCase::assertTrue);
    }
  }

  private static void assertTrue(List<String> row) {
    assertThat(row).allMatch("t"::equals);
  }

  private void load(String section, TestDatabase database) {
    String sql = section(section);
    if (!sql.isEmpty()) {
      new ConformanceCase(name(), sql).load(database);
    }
  }

  private String section(String title) {
    Matcher section =
        Pattern.compile(
                "^-- " + title + "\\n(.*?)(?=^-- (?:target|expected|then)$|\\z)",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(script.sql());
    return section.find() ? section.group(1).strip() : "";
  }
}
