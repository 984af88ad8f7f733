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

  /** The same with all bytes that are no ASCII. */
  ByteSet withHighBytes() {
    ByteSet set = new ByteSet();
    for (int i = 0; i < members.length; i++) {
      set.members[i] = members[i] || i >= 0x80;
    }
    return set;
  }

  boolean has(byte value) {
    return members[value & 0xff];
  }
}
