package dev.lifeboat.postgres.rows;

/**
 * What is held of a row at most.
 *
 * @param rowBytes values of more bytes make a row large
 * @param pieceBytes how many bytes of a value of a large row are sent at once
 */
record Bounds(long rowBytes, int pieceBytes) {
  private static final int KILOBYTE = 1024;
  private static final long LEAST_ROW_BYTES = 256 * KILOBYTE;
  private static final long MOST_ROW_BYTES = 8L * KILOBYTE * KILOBYTE;
  private static final int SHARE_OF_HEAP = 64;
  private static final int PIECE_BYTES = 128 * KILOBYTE;

  /** So that the rows of some workers, and what is made of them, fit the heap of this JVM. */
  static Bounds ofHeap() {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return new Bounds(Math.max(LEAST_ROW_BYTES, Math.min(MOST_ROW_BYTES, share)), PIECE_BYTES);
  }
}
