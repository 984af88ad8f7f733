package dev.lifeboat.cli;

import dev.lifeboat.crypto.PassphraseFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a passphrase is kept, which is never an argument: everyone on the machine sees those.
 *
 * @param options what the options that say so begin with, such as {@code --passphrase}
 * @param file whose first line it is
 * @param variable of the environment
 */
record PassphrasePlace(String options, @Nullable Path file, @Nullable String variable) {
  boolean isGiven() {
    return file != null || variable != null;
  }

  /** The passphrase, to be wiped; empty if none is given. */
  char[] read(Verb verb) throws IOException {
    if (file != null && variable != null) {
      throw verb.wrongUsage(
          "%1$s-file and %1$s-env exclude each other; choose one".formatted(options));
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
