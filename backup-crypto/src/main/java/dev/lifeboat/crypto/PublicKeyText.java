package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;

/** Reads the text of public keys of age's own kinds. */
final class PublicKeyText {
  private PublicKeyText() {}

  /**
   * Decodes a key of one kind.
   *
   * @throws RefusedException if the text is malformed or of another kind
   */
  static byte[] decode(String hrp, String kind, int length, String text) {
    try {
      Bech32 decoded = Bech32.decode(text);
      if (decoded.hrp().equals(hrp) && decoded.data().length == length) {
        return decoded.data();
      }
      throw refused(hrp, kind, length, text, "it is of another kind");
    } catch (IllegalArgumentException e) {
      throw refused(hrp, kind, length, text, e.getMessage());
    }
  }

  static RefusedException refused(String hrp, String kind, int length, String text, String why) {
    // Whatever does not look like a public key may be a secret in the wrong place.
    String shown = text.startsWith("age1") ? "'" + text + "'" : "that was given";
    int characters = hrp.length() + 1 + (length * 8 + 4) / 5 + 6;
    return new RefusedException(
        "The recipient %s is no %s public key, %s; copy the %,d characters of %s1… again"
            .formatted(shown, kind, why, characters, hrp));
  }
}
