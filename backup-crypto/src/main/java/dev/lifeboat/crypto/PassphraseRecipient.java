package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.Destroyable;

/**
 * Whoever knows a passphrase, which must be the only recipient of a file. Thread-safe.
 *
 * <p>Every file costs the work of the passphrase again, when it is written and when it is opened:
 * at the usual work factor of 18 about a second and 256 MiB of memory, one file at a time. A host
 * that writes knows the secret, too. Public keys have neither drawback.
 */
public final class PassphraseRecipient extends AgeRecipient implements Destroyable {
  private final Secret passphrase;
  private final int workFactor;

  PassphraseRecipient(Secret passphrase, int workFactor) {
    this.passphrase = passphrase;
    this.workFactor = workFactor;
  }

  /**
   * Encrypts to a passphrase.
   *
   * @param passphrase copied; to be wiped by the caller
   * @return the recipient, to be destroyed when it is no longer needed
   * @throws RefusedException if it is empty
   */
  public static PassphraseRecipient of(char[] passphrase) {
    Given.value(passphrase, "the passphrase");
    return new PassphraseRecipient(Passphrases.secret(passphrase), Scrypt.DEFAULT_WORK_FACTOR);
  }

  /**
   * The same with more or less work, which makes guessing as much dearer or cheaper.
   *
   * @param log2 the base-two logarithm of the work, at most 22; each step doubles time and memory
   * @return a recipient with the same secret
   * @throws IllegalArgumentException if it is not within 1 and 22
   */
  public PassphraseRecipient withWorkFactor(int log2) {
    if (log2 < 1 || log2 > Scrypt.MAX_WORK_FACTOR) {
      throw new IllegalArgumentException("A work factor is 1 to 22, not " + log2);
    }
    return new PassphraseRecipient(passphrase, log2);
  }

  @Override
  Company company() {
    return Company.NOBODY;
  }

  @Override
  Stanza wrap(FileKey fileKey) {
    byte[] salt = Randomness.bytes(Scrypt.SALT_LENGTH);
    byte[] copy = passphrase.copy();
    try {
      byte[] body = fileKey.wrap(Scrypt.wrapKey(copy, salt, workFactor));
      String work = Integer.toString(workFactor);
      return new Stanza(List.of(Scrypt.TYPE, Base64Text.encode(salt), work), body);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Wipes the passphrase from memory. */
  @Override
  public void destroy() {
    passphrase.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return passphrase.isDestroyed();
  }

  /** Says {@code passphrase}; the secret is not shown. */
  @Override
  public String toString() {
    return "passphrase";
  }
}
