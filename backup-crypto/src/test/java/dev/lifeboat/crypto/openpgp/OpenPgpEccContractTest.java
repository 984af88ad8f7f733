package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OpenPgpEccContractTest extends AuthenticatedEncryptionContract {
  @TempDir private static Path folder;

  private static List<OpenPgpPublicKey> recipients;
  private static List<OpenPgpSecretKey> identities;
  private static List<OpenPgpSecretKey> strangers;

  @BeforeAll
  static void makeKeys() {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    recipients = OpenPgpKeys.publicKeys(key);
    identities = OpenPgpKeys.secretKeys(key, folder);
    strangers = OpenPgpKeys.secretKeys(OpenPgpKeys.legacy("eve"), folder);
  }

  @Override
  protected Encryption encryption() {
    return OpenPgp.to(recipients);
  }

  @Override
  protected Decryption decryption() {
    return OpenPgp.with(identities);
  }

  @Override
  protected Decryption stranger() {
    return OpenPgp.with(strangers);
  }
}
