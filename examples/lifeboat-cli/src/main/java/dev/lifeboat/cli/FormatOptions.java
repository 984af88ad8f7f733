package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.RowForm.Columns;
import dev.lifeboat.archive.RowForm.Conflict;
import dev.lifeboat.codec.Compression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form a dump is written, in the words of {@code pg_dump}. */
final class FormatOptions {
  @Option(
      names = {"-F", "--format"},
      paramLabel = "custom|directory|plain",
      defaultValue = "custom",
      description =
          "An archive in one file, one in a directory, or a script; default: ${DEFAULT-VALUE}.")
  private Kind kind;

  @Option(
      names = "--inserts",
      description = "In a script: rows as INSERT statements, which run through any driver.")
  private boolean inserts;

  @Option(
      names = {"--column-inserts", "--attribute-inserts"},
      description = "The same with the names of the columns.")
  private boolean columnInserts;

  @Option(
      names = "--on-conflict-do-nothing",
      description = "With INSERT statements: leave rows that are there already as they are.")
  private boolean doNothing;

  @Option(
      names = "--rows-per-insert",
      paramLabel = "N",
      description = "INSERT statements of so many rows at most.")
  private @Nullable Integer rowsPerInsert;

  /**
   * The form.
   *
   * @param compression as it was asked for
   * @param verb whose options these are
   */
  ArchiveFormat format(Optional<Compression> compression, Verb verb) {
    if (kind == Kind.PLAIN) {
      if (compression.isPresent()) {
        throw verb.wrongUsage("--compress is for archives; a script is not compressed");
      }
      return new ArchiveFormat.Script(rows(verb));
    }
    if (asksForInserts() || doNothing) {
      throw verb.wrongUsage("INSERT statements are for scripts; add --format plain");
    }
    Compression how = compression.orElse(Compression.DEFAULT);
    return kind == Kind.CUSTOM ? new ArchiveFormat.Custom(how) : new ArchiveFormat.Directory(how);
  }

  /** Whether it is the form in which dumps are made. */
  boolean isCustom() {
    return kind == Kind.CUSTOM && !asksForInserts() && !doNothing;
  }

  private RowForm rows(Verb verb) {
    if (asksForInserts()) {
      return new RowForm.Inserts(
          columnInserts ? Columns.NAMED : Columns.IMPLIED,
          rowsPerInsert == null ? 1 : rowsPerInsert,
          doNothing ? Conflict.DO_NOTHING : Conflict.FAIL);
    }
    if (doNothing) {
      throw verb.wrongUsage(
          "--on-conflict-do-nothing is for INSERT statements; add --inserts, --column-inserts or --rows-per-insert");
    }
    return new RowForm.Copy();
  }

  private boolean asksForInserts() {
    return inserts || columnInserts || rowsPerInsert != null;
  }

  /** What it is in. */
  private enum Kind {
    CUSTOM,
    DIRECTORY,
    PLAIN
  }
}
