package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A key that a {@link KeyService} keeps. Thread-safe.
 *
 * <p>The stanza is of a kind of Lifeboat's own, which other programs leave alone: {@code age} opens
 * the file for its other recipients. Give at least one, on paper in a safe, or losing the service
 * loses the backups.
 */
public final class KeyServiceRecipient extends AgeRecipient {
  private final KeyService service;
  private final String argument;

  private KeyServiceRecipient(KeyService service) {
    this.service = service;
    this.argument = KeyServices.argument(service);
  }

  /**
   * Encrypts to the key of a service.
   *
   * @param service asked once for every file; not closed
   * @return the recipient
   * @throws RefusedException if the service's name is empty or longer than 1,024 bytes
   */
  public static KeyServiceRecipient of(KeyService service) {
    Given.value(service, "the key service");
    return new KeyServiceRecipient(service);
  }

  @Override
  Stanza wrap(FileKey fileKey) throws IOException {
    byte[] copy = fileKey.copy();
    try {
      byte[] body = service.wrap(copy);
      if (body.length > KeyServices.MAX_BODY_BYTES) {
        throw new RefusedException(
            "The key service %s wrapped a key in %,d bytes, %,d at most are kept"
                .formatted(service.name(), body.length, KeyServices.MAX_BODY_BYTES));
      }
      return new Stanza(List.of(KeyServices.TYPE, argument), body);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyServiceRecipient that && argument.equals(that.argument);
  }

  @Override
  public int hashCode() {
    return argument.hashCode();
  }

  @Override
  public String toString() {
    return "key service " + service.name();
  }
}
