package dev.lifeboat.archive;

/** A set of bytes. Immutable, so thread-safe. */
final class ByteSet {
  private final boolean[] members = new boolean[256];

  private ByteSet() {}

  /** The set of some characters below 256. */
  static ByteSet of(String characters) {
    ByteSet set = new ByteSet();
    characters.chars().forEach(each -> set.members[each] = true);
    return set;
  }

  boolean has(byte value) {
    return members[value & 0xff];
  }
}
