package dev.lifeboat.crypto.minisign;

import dev.lifeboat.codec.Signer;
import dev.lifeboat.testkit.SigningContract;

class MinisignContractTest extends SigningContract {
  private final SigningKey key = SigningKey.generate();

  @Override
  protected Signer signer() {
    return Minisign.signing(key);
  }

  @Override
  protected Signer other() {
    return Minisign.signing(SigningKey.generate());
  }
}
