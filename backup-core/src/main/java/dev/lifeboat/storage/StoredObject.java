package dev.lifeboat.storage;

import java.time.Instant;

/**
 * An object that exists in a storage.
 *
 * @param key its name
 * @param sizeBytes its size in bytes
 * @param storedAt when it was committed, by the storage's own clock
 */
public record StoredObject(ObjectKey key, long sizeBytes, Instant storedAt) {}
