package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A passphrase that decrypts. Thread-safe; opening a file takes about a second and 256 MiB. */
public final class PassphraseIdentity extends AgeIdentity {
  private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]{0,5}");

  private final PassphraseRecipient recipient;

  private PassphraseIdentity(Secret passphrase) {
    super(passphrase);
    this.recipient = new PassphraseRecipient(passphrase, Scrypt.DEFAULT_WORK_FACTOR);
  }

  /**
   * Decrypts with a passphrase.
   *
   * @param passphrase copied; to be wiped by the caller
   * @return the identity, to be destroyed when it is no longer needed
   * @throws RefusedException if it is empty
   */
  public static PassphraseIdentity of(char[] passphrase) {
    Given.value(passphrase, "the passphrase");
    return new PassphraseIdentity(Passphrases.secret(passphrase));
  }

  /** The same passphrase, destroyed with this identity. */
  @Override
  public PassphraseRecipient recipient() {
    return recipient;
  }

  @Override
  String type() {
    return Scrypt.TYPE;
  }

  @Override
  @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) {
    byte[] salt = stanza.require(3, FileKey.WRAPPED_LENGTH).bytes(1, Scrypt.SALT_LENGTH);
    return FileKey.unwrap(Scrypt.wrapKey(secretCopy, salt, workFactor(stanza)), stanza.body());
  }

  private static int workFactor(Stanza stanza) {
    String text = stanza.arguments().get(2);
    if (!WORK_FACTOR.matcher(text).matches()) {
      throw stanza.malformed("its work factor is no number");
    }
    int workFactor = Integer.parseInt(text);
    if (workFactor > Scrypt.MAX_WORK_FACTOR) {
      throw new RefusedException(
          "The age file demands a work factor of %d, and %d is the most that is done for a file that"
                  .formatted(workFactor, Scrypt.MAX_WORK_FACTOR)
              + " may be hostile; if it is your own, open it with another program");
    }
    return workFactor;
  }
}
