package dev.lifeboat.repository;

/**
 * One stored object of a backup: a volume, or the contents.
 *
 * @param name the last segment of its key
 * @param sizeBytes its size as stored
 * @param sha256 the SHA-256 of the stored bytes, in lower-case hexadecimal
 * @param plainSizeBytes how many bytes it has decrypted; for the contents still compressed
 */
public record StoredPart(String name, long sizeBytes, String sha256, long plainSizeBytes) {}
