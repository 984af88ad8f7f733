package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;

/** Reads what comes before the data of a custom archive, without looking at the data. */
public final class ArchivePrologue {
  private ArchivePrologue() {}

  /**
   * Reads the header and the table of contents.
   *
   * @param name what messages call the archive
   * @param in stands at the beginning of the archive, and afterwards before the first block;
   *     buffered by the caller where single bytes are slow
   * @param sizeBytes how many bytes the stream has
   * @return the table of contents
   * @throws IOException if the stream cannot be read
   * @throws dev.lifeboat.error.DamagedException if it is damaged
   * @throws dev.lifeboat.error.RefusedException if it is no archive that can be read
   */
  public static Toc read(String name, InputStream in, long sizeBytes) throws IOException {
    return TocReader.read(name, in, sizeBytes, DataPlaces.OFFSETS).toc();
  }
}
