package dev.lifeboat.cli;

import dev.lifeboat.crypto.HybridIdentity;
import dev.lifeboat.crypto.IdentityFile;
import dev.lifeboat.crypto.KeyPairIdentity;
import dev.lifeboat.crypto.X25519Identity;
import dev.lifeboat.crypto.minisign.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--signing",
      description =
          "A key that signs backups, as minisign reads it; the printed one is for --verify-key.")
  private boolean signing;

  @Option(
      names = "--signing-passphrase-file",
      paramLabel = "FILE",
      description = "A file whose first line is the passphrase that the signing key gets.")
  private @Nullable Path passphrase;

  @Override
  Answer run() throws IOException {
    if (signing && postQuantum || passphrase != null && !signing) {
      throw wrongUsage(
          "--signing makes another kind of key than --post-quantum; choose one, and give a signing"
              + " passphrase to a signing key alone");
    }
    return signing ? signingKey() : identity();
  }

  private Answer signingKey() throws IOException {
    SigningKey key = SigningKey.generate();
    SigningOption.withPassphrase(
        passphrase,
        secret -> {
          key.write(file, secret);
          return key;
        });
    String verification = key.publicKey().toString();
    console()
        .remark(
            "The signing key is in %s; who has it can forge backups, so keep it where they are made"
                .formatted(file));
    return Answer.done(
            Documents.fields("verificationKey", verification, "signingKey", file), verification)
        .asked();
  }

  private Answer identity() throws IOException {
    KeyPairIdentity identity = postQuantum ? HybridIdentity.generate() : X25519Identity.generate();
    IdentityFile.write(file, identity, Instant.now());
    String recipient = identity.recipient().toString();
    console()
        .remark(
            "The private key is in %s; keep it away from the backups, without it they are lost"
                .formatted(file));
    return Answer.done(Documents.fields("recipient", recipient, "identity", file), recipient)
        .asked();
  }
}
