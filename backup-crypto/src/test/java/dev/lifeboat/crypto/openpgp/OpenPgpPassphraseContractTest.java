package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;

class OpenPgpPassphraseContractTest extends AuthenticatedEncryptionContract {
  // The contract encrypts and decrypts some thousand files.
  private static final int LITTLE_WORK = 0x10;

  @Override
  protected Encryption encryption() {
    return OpenPgp.to(OpenPgpPassphrase.of("correct horse".toCharArray(), LITTLE_WORK));
  }

  @Override
  protected Decryption decryption() {
    return OpenPgp.with(OpenPgpPassphrase.of("correct horse".toCharArray()));
  }

  @Override
  protected Decryption stranger() {
    return OpenPgp.with(OpenPgpPassphrase.of("battery staple".toCharArray()));
  }
}
