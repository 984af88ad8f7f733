package dev.lifeboat.cli;

import dev.lifeboat.crypto.PassphraseFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A passphrase, which is never an argument: everyone on the machine sees those. */
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
    return file != null || variable != null;
  }

  /** The passphrase, to be wiped; empty if none is given. */
  char[] read(Verb verb) throws IOException {
    if (file != null && variable != null) {
      throw verb.wrongUsage(
          "--passphrase-file and --passphrase-env exclude each other; choose one");
    }
    if (file != null) {
      return PassphraseFile.read(file);
    }
    return variable == null ? new char[0] : ofEnvironment(variable, verb).toCharArray();
  }

  private static String ofEnvironment(String variable, Verb verb) {
    String value = verb.surroundings().environment().get(variable);
    if (value == null || value.isEmpty()) {
      throw verb.wrongUsage("The environment variable " + variable + " is not set; set it");
    }
    return value;
  }
}
