package dev.lifeboat.cli;

import dev.lifeboat.archive.ScriptTrailer;
import picocli.CommandLine.Option;

/** Whether a script may lack the last comment of {@code pg_dump}. */
final class TrailerOption {
  @Option(
      names = "--allow-missing-trailer",
      description =
          "Take a script of pg_dump that ends without its last comment, by which a truncated one"
              + " is known, and warn of it.")
  private boolean allowed;

  ScriptTrailer trailer() {
    return allowed ? ScriptTrailer.OPTIONAL : ScriptTrailer.REQUIRED;
  }
}
