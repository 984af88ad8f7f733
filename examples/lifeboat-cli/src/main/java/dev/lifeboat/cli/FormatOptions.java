package dev.lifeboat.cli;

import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.RowForm.Columns;
import dev.lifeboat.archive.RowForm.Conflict;
import dev.lifeboat.cli.OutputForm.Kind;
import dev.lifeboat.codec.Compression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form a dump is written, in the words of {@code pg_dump}. */
final class FormatOptions {
  @Option(
      names = {"-F", "--format"},
      paramLabel = "custom|directory|tar|plain",
      description =
          "An archive in one file, one in a directory, one in a tar file, or a script; default: what"
              + " the name of the file ends in ("
              + NamedForm.WORDS
              + "), else custom.")
  private @Nullable Kind kind;

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
   * @param output where it goes
   * @param compression as it was asked for
   * @param verb whose options these are
   */
  OutputForm form(OutputOption output, Optional<Compression> compression, Verb verb) {
    Kind chosen = kind == null ? NamedForm.of(output.name()).kind() : kind;
    if (chosen == Kind.DIRECTORY && output.isStandardOutput()) {
      throw verb.wrongUsage("A directory cannot go to standard output; choose another --format");
    }
    if (chosen == Kind.TAR && compression.isPresent()) {
      throw verb.wrongUsage("--compress is not for tar archives; leave it out");
    }
    if (chosen != Kind.PLAIN && (asksForInserts() || doNothing)) {
      throw verb.wrongUsage(
          "INSERT statements are for scripts; name the file .sql, or add --format plain");
    }
    RowForm rows = chosen == Kind.PLAIN ? rows(verb) : new RowForm.Copy();
    return new OutputForm(
        chosen, rows, compression.orElseGet(() -> byDefault(chosen, output.name())));
  }

  private static Compression byDefault(Kind kind, String name) {
    return switch (kind) {
      case CUSTOM, DIRECTORY -> Compression.DEFAULT;
      case TAR -> new Compression.None();
      case PLAIN ->
          Optional.of(NamedForm.of(name))
              .filter(named -> named.kind() == Kind.PLAIN)
              .flatMap(NamedForm::compression)
              .orElseGet(Compression.None::new);
    };
  }

  /** Whether any form was asked for. */
  boolean isGiven() {
    return kind != null || asksForInserts() || doNothing;
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
}
