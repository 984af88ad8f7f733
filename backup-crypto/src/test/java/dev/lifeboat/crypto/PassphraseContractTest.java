package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;

class PassphraseContractTest extends AuthenticatedEncryptionContract {
  @Override
  protected Encryption encryption() {
    // The contract encrypts and decrypts some thousand files.
    return Age.to(PassphraseRecipient.of("correct horse".toCharArray()).withWorkFactor(2));
  }

  @Override
  protected Decryption decryption() {
    return Age.with(PassphraseIdentity.of("correct horse".toCharArray()));
  }

  @Override
  protected Decryption stranger() {
    return Age.with(PassphraseIdentity.of("battery staple".toCharArray()));
  }
}
