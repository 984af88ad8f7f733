package dev.lifeboat.storage;

import dev.lifeboat.error.RefusedException;
import java.time.Instant;

/** Refuses to change a storage. */
public final class ReadOnlyStorage extends ForwardingStorage {
  private ReadOnlyStorage(Storage delegate) {
    super(delegate);
  }

  /**
   * A storage that can be read and not changed.
   *
   * @param storage the storage to protect, closed with the result
   * @return the same objects, read-only
   */
  public static ReadOnlyStorage of(Storage storage) {
    return new ReadOnlyStorage(storage);
  }

  @Override
  public Upload upload(ObjectKey key) {
    throw refused("store '%s'".formatted(key));
  }

  @Override
  public void delete(ObjectKey key) {
    throw refused("delete '%s'".formatted(key));
  }

  @Override
  public int sweepUploads(Instant before) {
    throw refused("sweep uploads");
  }

  private RefusedException refused(String what) {
    return new RefusedException(
        "Could not %s: %s was opened read-only; open it for writing".formatted(what, location()));
  }
}
