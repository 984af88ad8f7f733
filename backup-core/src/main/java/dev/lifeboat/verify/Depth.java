package dev.lifeboat.verify;

import java.util.Locale;

/** How deep a verification looks; each depth includes the ones before it. */
public enum Depth {
  /** Every object of the backup is there and has the right size. Reads no data. */
  PRESENT,
  /** The stored bytes of every object have the right SHA-256. Needs no key. */
  CHECKSUM,
  /** Everything is decrypted, decompressed and decoded; rows and digests are as recorded. */
  DECODE,
  /** Restored into a scratch database and compared with what was dumped: the data came back. */
  RESTORE;

  /** Its name as evidence and the command line write it, such as {@code checksum}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
