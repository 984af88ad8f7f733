package dev.lifeboat;

import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to back up, and how. Immutable; begin with {@link #create()} or {@link #of}.
 *
 * @param source the name of the source; empty for the only one
 * @param options how to dump
 * @param globals what is kept of the roles and tablespaces of the source's server
 * @param labels what to remember with the backup; stored unencrypted
 */
public record BackupRequest(
    Optional<String> source,
    DumpOptions options,
    GlobalsScope globals,
    SortedMap<String, String> labels) {
  /** Copies what could change. */
  public BackupRequest {
    Given.value(source, "the source of a backup request");
    Given.value(options, "the options of a backup request");
    Given.value(globals, "the globals of a backup request");
    Given.value(labels, "the labels of a backup request");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A backup of the only source. */
  public static BackupRequest create() {
    return of(Optional.empty());
  }

  /** A backup of the source of that name. */
  public static BackupRequest of(String source) {
    return of(Optional.of(Given.value(source, "the name of a source")));
  }

  private static BackupRequest of(Optional<String> source) {
    return new BackupRequest(
        source, DumpOptions.defaults(), GlobalsScope.WITHOUT_PASSWORDS, new TreeMap<>());
  }

  /** The same, dumped otherwise. */
  public BackupRequest withOptions(DumpOptions other) {
    return new BackupRequest(source, other, globals, labels);
  }

  /** The same with more or less of the globals. */
  public BackupRequest withGlobals(GlobalsScope other) {
    return new BackupRequest(source, options, other, labels);
  }

  /**
   * The same with one more label.
   *
   * @throws RefusedException if there is a label of that name already
   */
  public BackupRequest withLabel(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    Given.value(value, "the value of a label");
    if (more.putIfAbsent(Given.value(name, "the name of a label"), value) != null) {
      throw new RefusedException(
          "There is a label '%s' already; give each label one value".formatted(Sql.oneLine(name)));
    }
    return new BackupRequest(source, options, globals, more);
  }
}
