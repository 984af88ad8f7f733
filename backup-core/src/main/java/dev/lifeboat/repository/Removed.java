package dev.lifeboat.repository;

/**
 * What was removed from a storage.
 *
 * @param objects how many objects
 * @param sizeBytes how many bytes they had
 */
public record Removed(long objects, long sizeBytes) {
  /** Nothing. */
  public static final Removed NOTHING = new Removed(0, 0);

  /** This and that. */
  public Removed plus(Removed other) {
    return new Removed(objects + other.objects, sizeBytes + other.sizeBytes);
  }
}
