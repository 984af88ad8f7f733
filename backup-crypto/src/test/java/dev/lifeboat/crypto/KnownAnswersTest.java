package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts against the examples of the documents that define them. */
class KnownAnswersTest {
  /** RFC 7748, section 6.1. */
  @ParameterizedTest
  @CsvSource({
    "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a,"
        + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb,"
        + "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
  })
  void publicKeysAreThoseOfTheRfc(String secret, String publicKey) {
    assertThat(X25519.publicKey(hex(secret))).isEqualTo(hex(publicKey));
  }

  /** RFC 5869, appendix A.3, of whose 42 bytes age takes 32. */
  @Test
  void derivationIsThatOfTheRfc() {
    assertThat(Hkdf.derive(hex("0b".repeat(22)), new byte[0], ""))
        .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
  }

  /** BIP 173, but for its limit of 90 characters, which age does not have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        "?1ezyfcl"
      })
  void bech32IsReadAndWrittenAlike(String text) {
    Bech32 decoded = Bech32.decode(text);
    assertThat(new String(Bech32.encode(decoded.hrp(), decoded.data()))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1nwldj5",
        "\u007f1axkwrx",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "a12UEL5L",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e2w",
        "split1cheo2y9e2w",
        "split1a2y9w"
      })
  void brokenBech32IsRefusedAndNotShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bech32.decode(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
  }

  @Test
  void bech32HoldsAnyBytes() {
    Random random = new Random(5);
    for (int length = 0; length < 100; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      String text = new String(Bech32.encode("age", data));
      assertThat(Bech32.decode(text).data()).isEqualTo(data);
    }
  }

  /** RFC 4648, section 10, without the padding. */
  @ParameterizedTest
  @CsvSource({"'',''", "f,Zg", "fo,Zm8", "foo,Zm9v", "foob,Zm9vYg", "fooba,Zm9vYmE"})
  void base64IsThatOfTheRfc(String plain, String text) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
    assertThat(Base64Text.encode(bytes)).isEqualTo(text);
    assertThat(Base64Text.decode(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zg==", "Zh", "Z", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9-", "Zm9_", "Zmé"})
  void base64ThatIsNotCanonicalIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Base64Text.decode(text));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
