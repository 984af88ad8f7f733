package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.IdentityFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The private key. */
final class IdentityOption {
  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "The private key, as keygen or age-keygen wrote it; not for unencrypted backups.")
  private @Nullable Path file;

  boolean isGiven() {
    return file != null;
  }

  /** Lets backups be decrypted, if there is a key. */
  Lifeboat.Builder on(Lifeboat.Builder lifeboat) throws IOException {
    return file == null ? lifeboat : lifeboat.decryption(Age.with(IdentityFile.read(file)));
  }
}
