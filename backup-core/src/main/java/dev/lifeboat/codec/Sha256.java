package dev.lifeboat.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that pass by, and their number. For one thread at a time. */
public final class Sha256 {
  private final MessageDigest digest;
  private long sizeBytes;

  /** Of no bytes yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Adds bytes. */
  public void add(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    sizeBytes += length;
  }

  /** How many bytes there were. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** The digest of all bytes so far; nothing can be added afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
