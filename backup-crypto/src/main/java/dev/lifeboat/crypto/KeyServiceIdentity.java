package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link KeyService} that decrypts. Thread-safe. The secret is the service's: {@link #destroy()}
 * only ends the use of it here.
 */
public final class KeyServiceIdentity extends AgeIdentity {
  private final KeyService service;
  private final KeyServiceRecipient recipient;
  private final String argument;

  private KeyServiceIdentity(KeyService service) {
    super(new Secret(new byte[0]));
    this.service = service;
    this.recipient = KeyServiceRecipient.of(service);
    this.argument = KeyServices.argument(service);
  }

  /**
   * Decrypts with the key of a service.
   *
   * @param service asked once for every file that names it; not closed
   * @return the identity
   * @throws RefusedException if the service's name is empty or longer than 1,024 bytes
   */
  public static KeyServiceIdentity of(KeyService service) {
    Given.value(service, "the key service");
    return new KeyServiceIdentity(service);
  }

  @Override
  public KeyServiceRecipient recipient() {
    return recipient;
  }

  @Override
  String type() {
    return KeyServices.TYPE;
  }

  @Override
  @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) throws IOException {
    if (stanza.arguments().size() != 2) {
      throw stanza.malformed("it must have 2 arguments");
    }
    if (!stanza.arguments().get(1).equals(argument)) {
      return null;
    }
    if (stanza.body().length > KeyServices.MAX_BODY_BYTES) {
      throw stanza.malformed("its body is too long");
    }
    byte[] key = service.unwrap(stanza.body());
    if (key.length != FileKey.LENGTH) {
      throw stanza.malformed("it holds no file key");
    }
    return FileKey.of(key);
  }
}
