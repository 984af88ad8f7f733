package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;

/** A passphrase, which encrypts and decrypts. Thread-safe. */
public final class OpenPgpPassphrase implements OpenPgpRecipient, OpenPgpIdentity {
  /** The most that the format can ask for (RFC 4880, section 3.7.1.3): 65,011,712 bytes hashed. */
  private static final int MOST_WORK = 0xff;

  private final char[] passphrase;
  private final int work;
  private boolean destroyed;

  private OpenPgpPassphrase(char[] passphrase, int work) {
    this.passphrase = passphrase.clone();
    this.work = work;
  }

  /**
   * Takes a passphrase.
   *
   * @param passphrase copied; to be wiped by the caller
   * @return the recipient and identity, to be destroyed when it is no longer needed
   * @throws RefusedException if it is empty
   */
  public static OpenPgpPassphrase of(char[] passphrase) {
    Given.value(passphrase, "the passphrase");
    return of(passphrase, MOST_WORK);
  }

  /** The same with less work, for tests. */
  static OpenPgpPassphrase of(char[] passphrase, int work) {
    if (passphrase.length == 0) {
      throw new RefusedException("The passphrase is empty; give one, of several random words");
    }
    return new OpenPgpPassphrase(passphrase, work);
  }

  /** How often it is hashed, as the format writes that. */
  int work() {
    return work;
  }

  /** A copy, to be wiped by the caller. */
  synchronized char[] copy() {
    if (destroyed) {
      throw new IllegalStateException("The passphrase was destroyed");
    }
    return passphrase.clone();
  }

  /** Wipes the passphrase from memory. */
  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(passphrase, '\0');
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** Says {@code passphrase}; the secret is not shown. */
  @Override
  public String toString() {
    return "passphrase";
  }
}
