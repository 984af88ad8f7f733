package dev.lifeboat.codec;

import dev.lifeboat.testing.LineSigner;
import dev.lifeboat.testkit.SigningContract;

class LineSignerTest extends SigningContract {
  private final LineSigner signer = LineSigner.generate();

  @Override
  protected Signer signer() {
    return signer;
  }

  @Override
  protected Signer other() {
    return LineSigner.generate();
  }
}
