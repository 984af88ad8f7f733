package dev.lifeboat.storage;

import dev.lifeboat.testkit.StorageContract;

class MemoryStorageTest extends StorageContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
