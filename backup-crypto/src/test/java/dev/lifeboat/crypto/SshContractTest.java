package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;

class SshContractTest extends AuthenticatedEncryptionContract {
  private static final SshIdentity IDENTITY = SshKeys.newIdentity();

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
    return Age.with(SshKeys.newIdentity());
  }
}
