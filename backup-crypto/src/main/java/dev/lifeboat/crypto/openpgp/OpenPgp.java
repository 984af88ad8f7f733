package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Collection;
import java.util.List;

/**
 * Encrypts to recipients and decrypts with identities, in the OpenPGP format.
 *
 * <p>Written is what {@code gpg} of every version reads: AES-256, protected against alteration (an
 * integrity-protected packet of version 1), not compressed, not signed. What others wrote is read
 * if it is protected against alteration, armored or not, compressed or not; signatures in it are
 * not looked at.
 *
 * <p>Nothing is shown of a file before all of it is authenticated. For that the encrypted bytes are
 * kept in a temporary file that no one else may read, which is gone once the stream is closed or
 * the process ends: a file needs as much room in {@code java.io.tmpdir}, and is decrypted twice. A
 * range costs the decryption of all that lies before it, so that restoring with several workers is
 * slow; age has none of that.
 */
public final class OpenPgp {
  /** The name of the format in manifests. */
  static final String SCHEME = "openpgp";

  /** What file names end with, as gpg has it for files without armor. */
  static final String EXTENSION = "gpg";

  private OpenPgp() {}

  /**
   * Encrypts to recipients, any of whom opens a file; for public keys, no secret is needed or held.
   *
   * @param recipients at least one, such as {@link OpenPgpPublicKey#read} returns; the same one
   *     twice counts once
   * @return a thread-safe encryption
   * @throws RefusedException if there is none
   */
  public static Encryption to(Collection<? extends OpenPgpRecipient> recipients) {
    Given.values(recipients, "the recipients");
    if (recipients.isEmpty()) {
      throw new RefusedException(
          "No recipient was given, so nobody could decrypt; give at least one OpenPGP public key");
    }
    return new OpenPgpEncryption(
        recipients.stream().<OpenPgpRecipient>map(it -> it).distinct().toList());
  }

  /**
   * Encrypts to recipients.
   *
   * @param recipients as for {@link #to(Collection)}
   * @return a thread-safe encryption
   * @throws RefusedException if there is none
   */
  public static Encryption to(OpenPgpRecipient... recipients) {
    Given.value(recipients, "the recipients");
    return to(List.of(recipients));
  }

  /**
   * Decrypts with identities; they are tried in order.
   *
   * @param identities at least one, such as {@link OpenPgpSecretKey#read} returns
   * @return a thread-safe decryption
   * @throws RefusedException if there is none
   */
  public static Decryption with(Collection<? extends OpenPgpIdentity> identities) {
    Given.values(identities, "the identities");
    if (identities.isEmpty()) {
      throw new RefusedException(
          "No identity was given; give at least one OpenPGP private key, or a passphrase");
    }
    return new OpenPgpDecryption(List.copyOf(identities));
  }

  /**
   * Decrypts with identities; they are tried in order.
   *
   * @param identities as for {@link #with(Collection)}
   * @return a thread-safe decryption
   * @throws RefusedException if there is none
   */
  public static Decryption with(OpenPgpIdentity... identities) {
    Given.value(identities, "the identities");
    return with(List.of(identities));
  }
}
