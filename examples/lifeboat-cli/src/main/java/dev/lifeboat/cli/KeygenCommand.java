package dev.lifeboat.cli;

import dev.lifeboat.crypto.HybridIdentity;
import dev.lifeboat.crypto.IdentityFile;
import dev.lifeboat.crypto.KeyPairIdentity;
import dev.lifeboat.crypto.X25519Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "keygen",
    description = "Make a key pair: the private key goes to a file, the public key is printed.")
final class KeygenCommand extends Verb {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "Where the private key is kept; nothing is overwritten.")
  private Path file;

  @Option(
      names = "--post-quantum",
      description =
          "A key (age1pq1…) that quantum computers do not break either; age reads it from 1.3 on.")
  private boolean postQuantum;

  @Override
  Answer run() throws IOException {
    KeyPairIdentity identity = postQuantum ? HybridIdentity.generate() : X25519Identity.generate();
    IdentityFile.write(file, identity, Instant.now());
    String recipient = identity.recipient().toString();
    console()
        .note(
            "The private key is in %s; keep it away from the backups, without it they are lost"
                .formatted(file));
    return Answer.done(Documents.fields("recipient", recipient, "identity", file), recipient);
  }
}
