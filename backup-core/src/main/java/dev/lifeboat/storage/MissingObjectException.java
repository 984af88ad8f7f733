package dev.lifeboat.storage;

import dev.lifeboat.error.RefusedException;

/** An object was to be read that does not exist. */
public final class MissingObjectException extends RefusedException {
  private static final long serialVersionUID = 1L;

  /**
   * An object was to be read that does not exist.
   *
   * @param key the object's key
   * @param location where the storage is
   */
  public MissingObjectException(ObjectKey key, String location) {
    super("'%s' does not exist in %s".formatted(key, location));
  }
}
