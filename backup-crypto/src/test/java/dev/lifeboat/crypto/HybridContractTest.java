package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;

class HybridContractTest extends AuthenticatedEncryptionContract {
  private static final HybridIdentity IDENTITY = HybridIdentity.generate();

  @Override
  protected Encryption encryption() {
    return Age.to(IDENTITY.recipient());
  }

  @Override
  protected Decryption decryption() {
    return Age.with(IDENTITY);
  }

  @Override
  protected Decryption stranger() {
    return Age.with(HybridIdentity.generate());
  }
}
