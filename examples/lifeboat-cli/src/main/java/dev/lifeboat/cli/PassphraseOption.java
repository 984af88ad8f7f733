package dev.lifeboat.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A passphrase. */
final class PassphraseOption {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "A file whose first line is the passphrase.")
  private @Nullable Path file;

  @Option(
      names = "--passphrase-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the passphrase.")
  private @Nullable String variable;

  boolean isGiven() {
    return place().isGiven();
  }

  /** The passphrase, to be wiped; empty if none is given. */
  char[] read(Verb verb) throws IOException {
    return place().read(verb);
  }

  private PassphrasePlace place() {
    return new PassphrasePlace("--passphrase", file, variable);
  }
}
