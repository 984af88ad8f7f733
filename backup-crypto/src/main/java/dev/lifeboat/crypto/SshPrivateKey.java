package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair as OpenSSH keeps it (the file {@code PROTOCOL.key} of its sources).
 *
 * @param seed the secret, wiped by {@link #wipe()}
 * @param publicKey the point
 */
record SshPrivateKey(byte[] seed, byte[] publicKey) {
  static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";

  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String NONE = "none";

  /**
   * Reads the text of a file.
   *
   * @throws RefusedException if it is malformed, of another kind, or has a passphrase
   */
  static SshPrivateKey parse(CharSequence text) {
    SshWire wire = new SshWire(decode(text));
    try {
      return outer(wire);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    } finally {
      wire.wipe();
    }
  }

  private static byte[] decode(CharSequence text) {
    byte[] base64 = new byte[text.length()];
    int length = 0;
    int end = indexOf(text, END);
    for (int i = BEGIN.length(); i < end; i++) {
      if (text.charAt(i) > ' ') {
        base64[length++] = (byte) Math.min(text.charAt(i), 0x7f);
      }
    }
    byte[] trimmed = Arrays.copyOf(base64, length);
    try {
      return Base64.getDecoder().decode(trimmed);
    } catch (IllegalArgumentException e) {
      throw refused("it is not base64");
    } finally {
      Arrays.fill(base64, (byte) 0);
      Arrays.fill(trimmed, (byte) 0);
    }
  }

  private static int indexOf(CharSequence text, String wanted) {
    for (int i = 0; i + wanted.length() <= text.length(); i++) {
      if (wanted.contentEquals(text.subSequence(i, i + wanted.length()))) {
        return i;
      }
    }
    throw refused("it is cut off");
  }

  private static SshPrivateKey outer(SshWire wire) {
    if (!Arrays.equals(wire.bytes(MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("it is of another version");
    }
    String cipher = wire.text();
    String derivation = wire.text();
    wire.field();
    if (!cipher.equals(NONE) || !derivation.equals(NONE)) {
      throw new RefusedException(
          "The SSH private key has a passphrase, which is not read here; use a key of age"
              + " (lifeboat keygen), or a copy without: ssh-keygen -p -N '' -f COPY");
    }
    if (!Arrays.equals(wire.bytes(Integer.BYTES), new byte[] {0, 0, 0, 1})) {
      throw new IllegalArgumentException("it holds more than one key");
    }
    byte[] publicKey = Ssh.publicKey(wire.field());
    SshWire inner = new SshWire(wire.field());
    try {
      return inner(inner, publicKey);
    } finally {
      inner.wipe();
    }
  }

  private static SshPrivateKey inner(SshWire wire, byte[] publicKey) {
    byte[] check = wire.bytes(Integer.BYTES);
    if (!Arrays.equals(check, wire.bytes(Integer.BYTES)) || !wire.text().equals(Ssh.TYPE)) {
      throw new IllegalArgumentException("it is damaged");
    }
    byte[] repeated = wire.field(Ssh.KEY_LENGTH);
    byte[] pair = wire.field(2 * Ssh.KEY_LENGTH);
    SshPrivateKey key = new SshPrivateKey(Arrays.copyOf(pair, Ssh.KEY_LENGTH), publicKey);
    Arrays.fill(pair, (byte) 0);
    if (!Arrays.equals(repeated, publicKey) || !key.belongsTogether()) {
      key.wipe();
      throw new IllegalArgumentException("its halves do not belong together");
    }
    return key;
  }

  private boolean belongsTogether() {
    byte[] derived = new byte[Ssh.KEY_LENGTH];
    Ed25519.generatePublicKey(seed, 0, derived, 0);
    return Arrays.equals(derived, publicKey);
  }

  private static RefusedException refused(String why) {
    return new RefusedException(
        "The identity is no ssh-ed25519 private key of OpenSSH, %s; use a key of age instead"
            .formatted(why));
  }

  void wipe() {
    Arrays.fill(seed, (byte) 0);
  }

  @Override
  public String toString() {
    return "SSH private key";
  }
}
