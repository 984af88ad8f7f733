package dev.lifeboat.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * What recipients and identities of the {@code ssh-ed25519} kind share: the signing key is turned
 * into an X25519 key, and the result tied to the key as SSH writes it.
 */
final class Ssh {
  /** The first argument of a stanza of this kind, and how OpenSSH names such a key. */
  static final String TYPE = "ssh-ed25519";

  static final int KEY_LENGTH = 32;
  static final int TAG_LENGTH = 4;

  private static final String INFO = "age-encryption.org/v1/ssh-ed25519";
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private Ssh() {}

  /** A public key as SSH writes it. */
  static byte[] wire(byte[] publicKey) {
    return SshWire.fields(TYPE.getBytes(StandardCharsets.US_ASCII), publicKey);
  }

  /**
   * Reads a public key as SSH writes it.
   *
   * @throws IllegalArgumentException if it is malformed, or of another kind
   */
  static byte[] publicKey(byte[] wire) {
    SshWire source = new SshWire(wire);
    if (!source.text().equals(TYPE)) {
      throw new IllegalArgumentException("it is of another kind");
    }
    byte[] publicKey = source.field(KEY_LENGTH);
    source.requireEnd();
    if (!Ed25519.validatePublicKeyFull(publicKey, 0)) {
      throw new IllegalArgumentException("it is no point of the curve");
    }
    return publicKey;
  }

  /** Tells a stanza's recipient by the first bytes of its key's digest. */
  static String tag(byte[] publicKey) {
    return Base64Text.encode(Arrays.copyOf(Sha256.of(wire(publicKey)), TAG_LENGTH));
  }

  /** The X25519 key of the same point: {@code u = (1 + y) / (1 - y)} (RFC 7748, section 4.1). */
  static byte[] x25519PublicKey(byte[] publicKey) {
    byte[] bigEndian = reversed(publicKey);
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    BigInteger u = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P)).mod(P);
    byte[] bytes = reversed(u.toByteArray());
    return Arrays.copyOf(bytes, X25519.LENGTH);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  /** The X25519 secret that belongs to the seed of a signing key (RFC 8032, section 5.1.5). */
  static byte[] x25519Secret(byte[] seed) {
    SHA512Digest digest = new SHA512Digest();
    digest.update(seed, 0, seed.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    byte[] secret = Arrays.copyOf(hash, X25519.LENGTH);
    Arrays.fill(hash, (byte) 0);
    return secret;
  }

  /**
   * The key that wraps a file key.
   *
   * @param secret of the one side
   * @param peer the X25519 key of the other side
   * @param share the key that was made for this stanza
   * @param recipient the signing key that the stanza is for
   * @return the key, to be wiped; null if the peer's key is of low order
   */
  static byte @Nullable [] wrapKey(byte[] secret, byte[] peer, byte[] share, byte[] recipient) {
    byte[] agreed = X25519.agreement(secret, peer);
    if (agreed == null) {
      return null;
    }
    byte[] tweak = Hkdf.derive(new byte[0], wire(recipient), INFO);
    byte[] tied = X25519.agreement(tweak, agreed);
    Arrays.fill(agreed, (byte) 0);
    if (tied == null) {
      return null;
    }
    byte[] salt = org.bouncycastle.util.Arrays.concatenate(share, x25519PublicKey(recipient));
    byte[] wrapKey = Hkdf.derive(tied, salt, INFO);
    Arrays.fill(tied, (byte) 0);
    return wrapKey;
  }
}
