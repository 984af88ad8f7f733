package dev.lifeboat.codec;

import java.io.IOException;
import net.jpountz.xxhash.XXHashFactory;

/**
 * What the header of an LZ4 frame says.
 *
 * @param linkedBlocks whether a block may refer to the one before it
 * @param blockChecksums whether each block is followed by its checksum
 * @param contentChecksum whether the frame is followed by the checksum of its content
 * @param contentBytes how many plain bytes there must be; -1 where that is not told
 * @param maxBlockBytes how large a block can be
 */
record Lz4Frame(
    boolean linkedBlocks,
    boolean blockChecksums,
    boolean contentChecksum,
    long contentBytes,
    int maxBlockBytes) {
  /** Makes the checksums of frames, whose seed is 0. */
  static final XXHashFactory HASHES = XXHashFactory.safeInstance();

  private static final int VERSION = 0x40;
  private static final int VERSION_AND_RESERVED = 0xc2;
  private static final int INDEPENDENT = 0x20;
  private static final int BLOCK_CHECKSUMS = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int DICTIONARY = 0x01;
  private static final int SMALLEST_BLOCKS = 4;

  /** The checksum of some bytes. */
  static int hash(byte[] bytes, int offset, int count) {
    return HASHES.hash32().hash(bytes, offset, count, 0);
  }

  /** Reads the header that follows the magic number. */
  static Lz4Frame read(Lz4Bytes in) throws IOException {
    byte[] header = new byte[10];
    in.read(header, 0, 2);
    int flags = header[0];
    int size = (flags & CONTENT_SIZE) != 0 ? 10 : 2;
    in.read(header, 2, size - 2);
    int checksum = in.readByte();
    int blockSize = header[1] & 0xff;
    if ((flags & VERSION_AND_RESERVED) != VERSION
        || (blockSize & 0x8f) != 0
        || blockSize >> 4 < SMALLEST_BLOCKS
        || checksum != (hash(header, 0, size) >>> 8 & 0xff)) {
      throw new IOException("an LZ4 frame header is invalid");
    }
    if ((flags & DICTIONARY) != 0) {
      throw new IOException("the LZ4 data wants a dictionary");
    }
    return new Lz4Frame(
        (flags & INDEPENDENT) == 0,
        (flags & BLOCK_CHECKSUMS) != 0,
        (flags & CONTENT_CHECKSUM) != 0,
        size > 2 ? Lz4Bytes.number(header, 2, 8) : -1,
        1 << (8 + 2 * (blockSize >> 4)));
  }
}
