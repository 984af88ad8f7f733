package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.RefusedException;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  /** The example of the age specification: an identity of 32 bytes 0x42. */
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

  private static final String RECIPIENT =
      "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

  @Test
  void theSpecificationsExampleIsReadAndWritten() {
    X25519Identity identity = X25519Identity.parse(IDENTITY);
    assertThat(identity.recipient()).hasToString(RECIPIENT);
    assertThat(identity.encoded()).containsExactly(IDENTITY.toCharArray());
    assertThat(AgeRecipient.parse(RECIPIENT)).isEqualTo(identity.recipient());
    assertThat(AgeRecipient.parse(RECIPIENT)).hasSameHashCodeAs(identity.recipient());
  }

  @Test
  void anIdentityIsReadFromWhatCanBeWiped() {
    char[] secret = (" " + IDENTITY + "\n").toCharArray();
    AgeIdentity identity = AgeIdentity.parse(CharBuffer.wrap(secret));
    Arrays.fill(secret, '\0');
    assertThat(identity.recipient()).hasToString(RECIPIENT);
  }

  @Test
  void aSecretIsNotInTheTextOfAnIdentity() {
    assertThat(X25519Identity.parse(IDENTITY).toString())
        .contains(RECIPIENT)
        .doesNotContainIgnoringCase("secret")
        .doesNotContain("GFPYYSJZ");
    assertThat(Age.with(X25519Identity.parse(IDENTITY)).toString()).doesNotContain("GFPYYSJZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "age1",
        "AGE-SECRET-KEY-1",
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEQ",
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAE",
        "AGE-SECRET-KEY-1gfPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
        "AGE-SECRET-KEY-1GFPYYSJZ GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
        "age-secret-key-1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpq4egaex",
        RECIPIENT
      })
  void aMalformedIdentityIsRefusedAndNotShown(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeIdentity.parse(text))
        .withMessageContaining("copy the 74 characters")
        .withMessageNotContaining("FPYYSJZ")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "age1",
        "school",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwq",
        "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ"
      })
  void aMalformedRecipientIsRefused(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(text))
        .withMessageContaining("copy the 62 characters");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aKeyOfAnotherLengthIsRefused(int length) {
    String recipient = new String(Bech32.encode("age", new byte[length]));
    String identity = new String(Bech32.encode("AGE-SECRET-KEY-", new byte[length]));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(recipient));
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> AgeIdentity.parse(identity));
  }

  @Test
  void aSecretInThePlaceOfARecipientIsNotShown() {
    for (String secret : new String[] {IDENTITY, IDENTITY.toLowerCase(Locale.ROOT)}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> AgeRecipient.parse(secret))
          .withMessageContaining("public key")
          .withMessageNotContaining("GFPYYSJZ")
          .withMessageNotContaining("gfpyysjz");
    }
  }
}
