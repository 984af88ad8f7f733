package dev.lifeboat.cli;

import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.DumpFilter.LargeObjects;
import dev.lifeboat.dump.scope.DumpFilter.Names;
import dev.lifeboat.dump.scope.FilterFile;
import dev.lifeboat.dump.scope.FilterKind;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which objects are dumped, in the words of {@code pg_dump}; each may be given several times. */
final class FilterOptions {
  private final Map<FilterKind, Set<String>> patterns = new EnumMap<>(FilterKind.class);

  @Option(
      names = "--filter",
      paramLabel = "PATH",
      description = "Read rules from a file, as pg_dump 17 and later have it.")
  private List<Path> files = List.of();

  @Option(
      names = "--strict-names",
      description = "Refuse each pattern that chooses something and matches nothing.")
  private boolean strict;

  @Option(
      names = {"-b", "--large-objects", "--blobs"},
      description = "Dump large objects also where schemas or tables are chosen.")
  private boolean largeObjects;

  @Option(
      names = {"-B", "--no-large-objects", "--no-blobs"},
      description = "Leave large objects out.")
  private boolean noLargeObjects;

  @Option(
      names = {"-n", "--schema"},
      paramLabel = "PATTERN",
      description = "Dump only these schemas and what is in them.")
  private void schema(List<String> given) {
    add(FilterKind.SCHEMA, given);
  }

  @Option(
      names = {"-N", "--exclude-schema"},
      paramLabel = "PATTERN",
      description = "Leave these schemas out.")
  private void excludeSchema(List<String> given) {
    add(FilterKind.EXCLUDE_SCHEMA, given);
  }

  @Option(
      names = {"-t", "--table"},
      paramLabel = "PATTERN",
      description = "Dump only these tables, views, sequences and what belongs to them.")
  private void table(List<String> given) {
    add(FilterKind.TABLE, given);
  }

  @Option(
      names = "--table-and-children",
      paramLabel = "PATTERN",
      description = "The same with partitions and inheriting tables.")
  private void tableAndChildren(List<String> given) {
    add(FilterKind.TABLE_AND_CHILDREN, given);
  }

  @Option(
      names = {"-T", "--exclude-table"},
      paramLabel = "PATTERN",
      description = "Leave these tables out.")
  private void excludeTable(List<String> given) {
    add(FilterKind.EXCLUDE_TABLE, given);
  }

  @Option(
      names = "--exclude-table-and-children",
      paramLabel = "PATTERN",
      description = "The same with partitions and inheriting tables.")
  private void excludeTableAndChildren(List<String> given) {
    add(FilterKind.EXCLUDE_TABLE_AND_CHILDREN, given);
  }

  @Option(
      names = "--exclude-table-data",
      paramLabel = "PATTERN",
      description = "Dump these tables without their rows.")
  private void excludeTableData(List<String> given) {
    add(FilterKind.EXCLUDE_TABLE_DATA, given);
  }

  @Option(
      names = "--exclude-table-data-and-children",
      paramLabel = "PATTERN",
      description = "The same with partitions and inheriting tables.")
  private void excludeTableDataAndChildren(List<String> given) {
    add(FilterKind.EXCLUDE_TABLE_DATA_AND_CHILDREN, given);
  }

  @Option(
      names = {"-e", "--extension"},
      paramLabel = "PATTERN",
      description = "Dump only these extensions.")
  private void extension(List<String> given) {
    add(FilterKind.EXTENSION, given);
  }

  @Option(
      names = "--exclude-extension",
      paramLabel = "PATTERN",
      description = "Leave these extensions out.")
  private void excludeExtension(List<String> given) {
    add(FilterKind.EXCLUDE_EXTENSION, given);
  }

  @Option(
      names = "--include-foreign-data",
      paramLabel = "PATTERN",
      description = "Dump the rows of foreign tables on these servers too.")
  private void includeForeignData(List<String> given) {
    add(FilterKind.INCLUDE_FOREIGN_DATA, given);
  }

  @Option(
      names = "--where",
      paramLabel = "TABLE:CONDITION",
      description =
          "Dump only those rows of these tables that meet a condition, written as in SQL; it may"
              + " read tables, but no views.")
  private void where(List<String> conditions) {
    add(FilterKind.WHERE, conditions);
  }

  boolean includesForeignData() {
    return patterns.containsKey(FilterKind.INCLUDE_FOREIGN_DATA);
  }

  DumpFilter filter(Verb verb) throws IOException {
    if (largeObjects && noLargeObjects) {
      throw verb.wrongUsage(
          "--large-objects and --no-large-objects exclude each other; choose one");
    }
    List<FilterRule> all = new ArrayList<>();
    patterns.forEach((kind, each) -> each.forEach(text -> all.add(rule(kind, text, verb))));
    for (Path file : files) {
      all.addAll(FilterFile.read(file));
    }
    return new DumpFilter(
        all,
        largeObjects
            ? LargeObjects.INCLUDED
            : noLargeObjects ? LargeObjects.LEFT_OUT : LargeObjects.UNLESS_CHOSEN,
        strict ? Names.STRICT : Names.LENIENT);
  }

  /** Given again what it knows already, it knows no more. */
  private void add(FilterKind kind, List<String> given) {
    patterns.computeIfAbsent(kind, key -> new LinkedHashSet<>()).addAll(given);
  }

  private static FilterRule rule(FilterKind kind, String text, Verb verb) {
    return kind == FilterKind.WHERE
        ? condition(text, verb)
        : UsageException.onRefusal(() -> FilterRule.of(kind, text));
  }

  /** Reads what comes before the first colon outside of double quotes as a pattern. */
  private static FilterRule condition(String text, Verb verb) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (text.charAt(i) == ':' && !quoted) {
        return FilterRule.where(text.substring(0, i), text.substring(i + 1));
      }
    }
    throw verb.wrongUsage(
        "--where '" + Sql.oneLine(text) + "' has no colon between table and condition");
  }
}
