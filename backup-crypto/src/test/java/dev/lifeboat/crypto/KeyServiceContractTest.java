package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** With the key kind whose wrapped form has the most parts. */
class KeyServiceContractTest extends AuthenticatedEncryptionContract {
  @TempDir private static Path folder;

  private static KeyService service;
  private static KeyService other;

  @BeforeAll
  static void makeKeys() throws Exception {
    Path file = KeyStores.in(folder);
    service = KeyStoreService.open(file, "correct horse".toCharArray(), "ec");
    other = KeyStoreService.open(file, "correct horse".toCharArray(), "aes");
  }

  @Override
  protected Encryption encryption() {
    return Age.to(KeyServiceRecipient.of(service));
  }

  @Override
  protected Decryption decryption() {
    return Age.with(KeyServiceIdentity.of(service));
  }

  @Override
  protected Decryption stranger() {
    return Age.with(KeyServiceIdentity.of(other));
  }
}
