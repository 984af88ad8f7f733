package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Encrypts to recipients and decrypts with identities, in the age format, version 1.
 *
 * <p>Any one of the identities that belong to the recipients opens a file. Who reads it with
 * another program runs {@code age -d -i identity.txt}.
 */
public final class Age {
  /** The name of the format in manifests, and what file names end with. */
  static final String SCHEME = "age";

  private Age() {}

  /**
   * Encrypts to public keys; no secret is needed or held.
   *
   * @param recipients at least one, as {@link AgeRecipient#parse} reads them
   * @return a thread-safe encryption
   * @throws RefusedException if there is none, one is malformed, or post-quantum keys are mixed
   *     with others
   */
  public static Encryption to(String... recipients) {
    Given.value(recipients, "the recipients");
    return to(Stream.of(recipients).map(AgeRecipient::parse).toList());
  }

  /**
   * Encrypts to recipients; for public keys, no secret is needed or held.
   *
   * @param recipients at least one; the same one twice counts once
   * @return a thread-safe encryption
   * @throws RefusedException if there is none, or if some must not share a file: a passphrase is
   *     alone, post-quantum keys are not mixed with others
   */
  public static Encryption to(Collection<? extends AgeRecipient> recipients) {
    Given.values(recipients, "the recipients");
    if (recipients.isEmpty()) {
      throw new RefusedException(
          "No recipient was given, so nobody could decrypt; give at least one public key (age1…)");
    }
    List<AgeRecipient> distinct =
        recipients.stream().<AgeRecipient>map(it -> it).distinct().toList();
    AgeRecipient.requireCompatible(distinct);
    return new AgeEncryption(distinct);
  }

  /**
   * Encrypts to recipients; for public keys, no secret is needed or held.
   *
   * @param first such as {@link PassphraseRecipient#of}
   * @param more the same one twice counts once
   * @return a thread-safe encryption
   * @throws RefusedException as {@link #to(Collection)}
   */
  public static Encryption to(AgeRecipient first, AgeRecipient... more) {
    Given.value(first, "the first recipient");
    Given.value(more, "the other recipients");
    return to(Stream.concat(Stream.of(first), Stream.of(more)).toList());
  }

  /**
   * Decrypts with identities; they are tried in order.
   *
   * @param identities at least one
   * @return a thread-safe decryption, which works until an identity is destroyed
   * @throws RefusedException if there is none
   */
  public static Decryption with(AgeIdentity... identities) {
    Given.value(identities, "the identities");
    return with(List.of(identities));
  }

  /**
   * Decrypts with identities; they are tried in order.
   *
   * @param identities at least one, such as {@link IdentityFile#read} returns
   * @return a thread-safe decryption, which works until an identity is destroyed
   * @throws RefusedException if there is none
   */
  public static Decryption with(Collection<? extends AgeIdentity> identities) {
    Given.values(identities, "the identities");
    return new AgeDecryption(required(identities));
  }

  /**
   * Exchanges the recipients of files without decrypting their data.
   *
   * @param identities at least one; they are tried in order
   * @param recipients those among the future ones whose names {@link AgeRecipient#parse} does not
   *     read, such as a key service; usually none
   * @return a thread-safe rewrapping, which works until an identity is destroyed
   * @throws RefusedException if there is no identity
   */
  public static Rewrapping rewrapping(
      Collection<? extends AgeIdentity> identities, AgeRecipient... recipients) {
    Given.values(identities, "the identities");
    Given.value(recipients, "the recipients");
    return new AgeRewrapping(required(identities), List.of(recipients));
  }

  private static List<AgeIdentity> required(Collection<? extends AgeIdentity> identities) {
    if (identities.isEmpty()) {
      throw new RefusedException(
          "No identity was given; give at least one private key (AGE-SECRET-KEY-1…)");
    }
    return List.copyOf(identities);
  }
}
