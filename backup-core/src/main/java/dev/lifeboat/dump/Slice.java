package dev.lifeboat.dump;

/**
 * Where a part of a table, or of the large objects, lies in the archive.
 *
 * <p>For a table the range is a run of whole chunks that decompress on their own; for large objects
 * it is a run of whole large objects. The header and the end of the block are not part of it.
 *
 * @param volume the volume it is in
 * @param offset where it begins in the plain volume, in bytes
 * @param lengthBytes how many bytes of the plain volume it has
 * @param rows how many rows, or large objects, it holds
 * @param sha256 of these bytes, in hexadecimal digits; empty where it was not recorded
 */
public record Slice(int volume, long offset, long lengthBytes, long rows, String sha256) {}
