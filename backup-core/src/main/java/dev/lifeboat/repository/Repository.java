package dev.lifeboat.repository;

import dev.lifeboat.storage.Storage;

/** The backups of one or more sources in one storage. Thread-safe; the storage stays the host's. */
public final class Repository {
  private final Storage storage;

  private Repository(Storage storage) {
    this.storage = storage;
  }

  /** The repository in a storage; nothing is read or written yet. */
  public static Repository in(Storage storage) {
    return new Repository(storage);
  }

  /** Where it is, for messages. */
  public String location() {
    return storage.location();
  }
}
