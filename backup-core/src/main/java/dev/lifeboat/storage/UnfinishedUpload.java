package dev.lifeboat.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an upload that was neither committed nor closed has stored so far: of a writer that is still
 * at it, or that is gone.
 *
 * @param key the object it was to be, or empty if the storage does not tell
 * @param since the moment by which {@link Storage#sweepUploads} judges it, by the storage's own
 *     clock
 * @param sizeBytes how many bytes are stored, or empty if the storage does not tell
 */
public record UnfinishedUpload(Optional<ObjectKey> key, Instant since, OptionalLong sizeBytes) {}
