package dev.lifeboat.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testkit.EncryptionContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlaintextTest extends EncryptionContract {
  @Override
  protected Encryption encryption() {
    return Plaintext.INSTANCE;
  }

  @Override
  protected Decryption decryption() {
    return Plaintext.INSTANCE;
  }

  @Test
  void theBytesAreAsTheyWere() throws IOException {
    assertThat(encrypted(data(1000))).isEqualTo(data(1000));
    assertThat(Plaintext.INSTANCE.extension()).isEmpty();
    assertThat(Plaintext.INSTANCE.recipients()).isEmpty();
  }
}
