package dev.lifeboat.storage;

import dev.lifeboat.error.RefusedException;

/** An object was to be created under a key that is taken. */
public final class KeyExistsException extends RefusedException {
  private static final long serialVersionUID = 1L;

  /**
   * An object was to be created under a key that is taken.
   *
   * @param key the object's key
   * @param location where the storage is
   */
  public KeyExistsException(ObjectKey key, String location) {
    super("'%s' already exists in %s and is never overwritten".formatted(key, location));
  }
}
