package dev.lifeboat.cli;

import dev.lifeboat.dump.scope.DumpFilter.Names;
import dev.lifeboat.restore.scope.EntryList;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreFilterFile;
import dev.lifeboat.restore.scope.RestoreRule;
import dev.lifeboat.restore.scope.RuleKind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which entries are restored, in the words of {@code pg_restore}; names are exact, and each may be
 * given several times.
 */
final class RestoreFilterOptions {
  private final Set<RestoreRule> rules = new LinkedHashSet<>();

  @Option(
      names = {"-l", "--list"},
      description = "Print the entries that would be restored, and restore nothing.")
  private boolean list;

  @Option(
      names = {"-L", "--use-list"},
      paramLabel = "PATH",
      description = "Restore the entries of this list alone, in its order.")
  private @Nullable Path useList;

  @Option(
      names = "--filter",
      paramLabel = "PATH",
      description = "Read rules from a file, as pg_restore 18 has it.")
  private List<Path> files = List.of();

  @Option(names = "--strict-names", description = "Refuse each name that nothing has.")
  private boolean strict;

  @Option(
      names = {"-n", "--schema"},
      paramLabel = "NAME",
      description = "Restore only what is in this schema.")
  private void schema(List<String> given) {
    add(RuleKind.SCHEMA, given);
  }

  @Option(
      names = {"-N", "--exclude-schema"},
      paramLabel = "NAME",
      description = "Leave out what is in this schema.")
  private void excludeSchema(List<String> given) {
    add(RuleKind.EXCLUDE_SCHEMA, given);
  }

  @Option(
      names = {"-t", "--table"},
      paramLabel = "NAME",
      description = "Restore only this table, view or sequence.")
  private void table(List<String> given) {
    add(RuleKind.TABLE, given);
  }

  @Option(
      names = {"-I", "--index"},
      paramLabel = "NAME",
      description = "Restore only this index.")
  private void index(List<String> given) {
    add(RuleKind.INDEX, given);
  }

  @Option(
      names = {"-P", "--function"},
      paramLabel = "NAME(ARGUMENTS)",
      description = "Restore only this function, procedure or aggregate.")
  private void function(List<String> given) {
    add(RuleKind.FUNCTION, given);
  }

  @Option(
      names = {"-T", "--trigger"},
      paramLabel = "NAME",
      description = "Restore only this trigger, whose name follows its table's.")
  private void trigger(List<String> given) {
    add(RuleKind.TRIGGER, given);
  }

  /** Whether nothing but a list is wanted. */
  boolean isList() {
    return list;
  }

  RestoreFilter filter() throws IOException {
    RestoreFilter filter = RestoreFilter.everything().with(strict ? Names.STRICT : Names.LENIENT);
    for (RestoreRule rule : rules) {
      filter = filter.with(rule.kind(), rule.name());
    }
    for (Path file : files) {
      for (RestoreRule rule : RestoreFilterFile.read(file)) {
        filter = filter.with(rule.kind(), rule.name());
      }
    }
    return useList == null ? filter : filter.with(read(useList));
  }

  private static EntryList read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      return EntryList.read(text);
    }
  }

  /** Given again what it knows already, it knows no more. */
  private void add(RuleKind kind, List<String> given) {
    given.forEach(name -> rules.add(new RestoreRule(kind, name)));
  }
}
