package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.testkit.AuthenticatedEncryptionContract;
import org.junit.jupiter.api.Test;

class AgeContractTest extends AuthenticatedEncryptionContract {
  private final X25519Identity identity = X25519Identity.generate();

  @Override
  protected Encryption encryption() {
    return Age.to(identity.recipient().toString());
  }

  @Override
  protected Decryption decryption() {
    return Age.with(identity);
  }

  @Override
  protected Decryption stranger() {
    return Age.with(X25519Identity.generate());
  }

  @Test
  void theManifestLearnsTheSchemeAndThePublicKeys() {
    assertThat(encryption().scheme()).isEqualTo("age");
    assertThat(encryption().extension()).isEqualTo("age");
    assertThat(encryption().recipients()).containsExactly(identity.recipient().toString());
  }
}
