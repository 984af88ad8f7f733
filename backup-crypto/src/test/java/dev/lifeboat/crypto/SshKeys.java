package dev.lifeboat.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Key pairs as OpenSSH keeps them, without OpenSSH. */
final class SshKeys {
  private SshKeys() {}

  static SshIdentity newIdentity() {
    return SshIdentity.parse(newPrivateKey());
  }

  static String newPrivateKey() {
    byte[] seed = Randomness.bytes(32);
    byte[] publicKey = new byte[32];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    return file("none", publicKey, pair(seed, publicKey));
  }

  /** The private part of a file: a check number twice, type, point, secret and point, comment. */
  static byte[] pair(byte[] seed, byte[] publicKey) {
    return ByteBuffer.allocate(200)
        .putInt(42)
        .putInt(42)
        .put(SshWire.fields(ascii("ssh-ed25519"), publicKey))
        .putInt(64)
        .put(seed)
        .put(publicKey)
        .array();
  }

  static String file(String cipher, byte[] publicKey, byte[] pair) {
    byte[] wire = Ssh.wire(publicKey);
    ByteBuffer content = ByteBuffer.allocate(1000);
    content.put(ascii("openssh-key-v1\0"));
    content.put(SshWire.fields(ascii(cipher), ascii(cipher)));
    content.putInt(0).putInt(1);
    content.put(SshWire.fields(wire, pair));
    byte[] bytes = new byte[content.flip().remaining()];
    content.get(bytes);
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(70, ascii("\n")).encodeToString(bytes)
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
