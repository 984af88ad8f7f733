package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.charset.StandardCharsets;

/** What recipients and identities of the key service kind share; see {@code docs/format.md}. */
final class KeyServices {
  /** The first argument of a stanza of this kind, of our own as the specification recommends. */
  static final String TYPE = "lifeboat.dev/key-service";

  static final int MAX_BODY_BYTES = 16 * 1024;

  private static final int MAX_NAME_BYTES = 1024;

  private KeyServices() {}

  /**
   * The name of a service as an argument.
   *
   * @throws RefusedException if it is empty or too long
   */
  static String argument(KeyService service) {
    byte[] name = service.name().getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > MAX_NAME_BYTES) {
      throw new RefusedException(
          "The name of a key service has %,d bytes; give one of 1 to %,d"
              .formatted(name.length, MAX_NAME_BYTES));
    }
    return Base64Text.encode(name);
  }
}
