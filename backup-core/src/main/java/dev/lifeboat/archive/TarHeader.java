package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * The header of a file in a tar archive as {@code pg_dump} writes it: no links, no sparse files, no
 * extensions but the binary form of sizes from 8 GiB on.
 *
 * @param name of the file
 * @param sizeBytes of its content
 */
record TarHeader(String name, long sizeBytes) {
  /** Tar archives are made of blocks of so many bytes. */
  static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;

  /** Where the magic word stands, and the word. */
  static final int MAGIC_AT = 257;

  static final String MAGIC = "ustar";

  private static final byte[] END = new byte[BLOCK];

  /**
   * Reads a header.
   *
   * @param block its bytes
   * @param damaged makes the exception that tells a problem
   * @return the header, or empty for a block of zeros
   */
  static Optional<TarHeader> parse(byte[] block, Function<String, DamagedException> damaged) {
    if (Arrays.equals(block, END)) {
      return Optional.empty();
    }
    TarArchiveEntry entry = entry(block, damaged);
    if (!entry.isCheckSumOK()) {
      throw damaged.apply("no valid header stands");
    }
    if (entry.getLinkFlag() != TarConstants.LF_NORMAL
        && entry.getLinkFlag() != TarConstants.LF_OLDNORM) {
      throw damaged.apply("something that is no plain file stands");
    }
    return Optional.of(new TarHeader(entry.getName(), entry.getSize()));
  }

  /** How many bytes the content takes in the archive. */
  long storedBytes() {
    return (sizeBytes + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static TarArchiveEntry entry(byte[] block, Function<String, DamagedException> damaged) {
    try {
      return new TarArchiveEntry(block, ZipEncodingHelper.getZipEncoding("ISO-8859-1"));
    } catch (IllegalArgumentException | IOException e) {
      throw damaged.apply("a header with an invalid number stands");
    }
  }
}
