package dev.lifeboat.verify;

import java.util.List;
import java.util.Locale;

/** How deep a verification looks; each depth includes the ones before it. */
public enum Depth {
  /** Every object of the backup is there and has the right size. Reads no data. */
  PRESENT("sizes"),
  /** The stored bytes of every object have the right SHA-256. Needs no key. */
  CHECKSUM("checksums"),
  /** Everything is decrypted, decompressed and decoded; rows and digests are as recorded. */
  DECODE("rows", "large objects"),
  /**
   * Restored into a scratch database without an error, and compared with what was dumped: the names
   * of tables, their rows, the values of sequences, and large objects. Definitions are not
   * compared: a column's default, an index, a function or a privilege could come back otherwise, or
   * not at all.
   */
  RESTORE("names of tables", "rows", "values of sequences", "large objects");

  private final List<String> compared;

  Depth(String... compared) {
    this.compared = List.of(compared);
  }

  /** Its name as evidence and the command line write it, such as {@code checksum}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is compared with what was recorded, such as {@code rows}, and nothing else is. */
  public List<String> compared() {
    return compared;
  }
}
