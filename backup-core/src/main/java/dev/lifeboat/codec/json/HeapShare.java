package dev.lifeboat.codec.json;

import dev.lifeboat.error.RefusedException;

/**
 * The part of the heap that one document may take, whatever it says of itself: a few hundred
 * kilobytes can unfold to more than any heap. What is counted is an estimate. For one thread.
 */
final class HeapShare {
  /** So that a table of contents fits beside it, which may take a half. */
  private static final int SHARE = 3;

  private static final int TEXT_BYTES = 48;
  private static final int NUMBER_BYTES = 24;
  private static final int LIST_BYTES = 48;
  private static final int OBJECT_BYTES = 96;
  private static final int FIELD_BYTES = 48;

  private final String title;
  private final long limit;
  private long left;

  /**
   * A share of which nothing is taken.
   *
   * @param title what is read, for messages
   * @param limit how many bytes it may take
   */
  HeapShare(String title, long limit) {
    this.title = title;
    this.limit = limit;
    this.left = limit;
  }

  /** That of a document of this process. */
  static HeapShare of(String title) {
    return new HeapShare(title, Runtime.getRuntime().maxMemory() / SHARE);
  }

  void text(String text) {
    take(TEXT_BYTES + text.length());
  }

  void number() {
    take(NUMBER_BYTES);
  }

  void list() {
    take(LIST_BYTES);
  }

  void object() {
    take(OBJECT_BYTES);
  }

  /** The name of a field, and its place among the others. */
  void field(String name) {
    take(FIELD_BYTES + name.length());
  }

  long left() {
    return left;
  }

  /** Gives back half of what was taken since: it became something smaller that is kept. */
  void keepHalfSince(long leftBefore) {
    left += (leftBefore - left) / 2;
  }

  private void take(long bytes) {
    left -= bytes;
    if (left < 0) {
      throw new RefusedException(
          "%s takes more than %d MiB of memory, a third of the heap; if the backup has so many objects, give Java a larger heap (java -Xmx), and else restore another one"
              .formatted(title, limit >> 20));
    }
  }
}
