package dev.lifeboat.archive;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads archives of PostgreSQL's custom format, versions 1.12 to 1.16, compressed with gzip, lz4,
 * zstd or not at all, as {@code pg_dump} of PostgreSQL 9.0 to 18 and Lifeboat write them.
 *
 * <p>Archives are taken for hostile: nothing that they say of themselves is believed before it was
 * checked, and whatever is wrong with one ends in a {@link DamagedException} or {@link
 * RefusedException}.
 */
public final class CustomArchive implements ArchiveSource {
  private static final int BUFFER = 64 * 1024;

  private final String name;
  private final ByteRanges bytes;
  private final AutoCloseable opened;
  private final Toc toc;
  private final List<DataSegment> segments;

  private CustomArchive(String name, ByteRanges bytes, AutoCloseable opened) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.opened = opened;
    ParsedToc parsed = readToc();
    this.toc = parsed.toc();
    this.segments = segments(new BlockIndex(name, bytes, parsed).blocks());
  }

  /**
   * Opens an archive in a file.
   *
   * @param file where it is
   * @return the archive, to be closed by the caller
   * @throws RefusedException if there is no such file or it is no archive that can be read
   * @throws DamagedException if it is damaged
   */
  public static CustomArchive open(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new RefusedException(file + " is no file; name an archive of pg_dump's custom format");
    }
    try {
      FileRanges ranges = FileRanges.of(file);
      try {
        return owning(name, ranges);
      } catch (IOException | RuntimeException e) {
        ranges.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads an archive that is stored anywhere.
   *
   * @param name what messages call it
   * @param bytes the archive, which the caller goes on to own
   * @return the archive
   * @throws RefusedException if it is no archive that can be read
   * @throws DamagedException if it is damaged
   */
  public static CustomArchive of(String name, ByteRanges bytes) {
    try {
      return new CustomArchive(name, bytes, () -> {});
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Reads an archive in a file, which it owns once it is open. */
  static CustomArchive owning(String name, FileRanges file) throws IOException {
    return new CustomArchive(name, file, file);
  }

  @Override
  public Toc toc() {
    return toc;
  }

  @Override
  public List<DataSegment> segments() {
    return segments;
  }

  @Override
  public void close() {
    close(name, opened);
  }

  static void close(String name, AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException("Could not close " + name, e));
    }
  }

  private ParsedToc readToc() throws IOException {
    try (InputStream in = new BufferedInputStream(bytes.readAll(), BUFFER)) {
      return TocReader.read(name, in, bytes.sizeBytes(), DataPlaces.OFFSETS);
    }
  }

  private List<DataSegment> segments(List<BlockIndex.Block> blocks) {
    DataBlockReader reader = new DataBlockReader(toc);
    return PieceSegment.of(blocks.stream().map(block -> new BlockPiece(reader, block)).toList());
  }

  static RefusedException unreadable(String name, IOException e) {
    return new RefusedException(
        "%s cannot be read: %s; check the file and its permissions".formatted(name, e.getMessage()),
        e);
  }

  /** A block where it lies. */
  private final class BlockPiece implements Piece {
    private final DataBlockReader reader;
    private final BlockIndex.Block block;

    BlockPiece(DataBlockReader reader, BlockIndex.Block block) {
      this.reader = reader;
      this.block = block;
    }

    @Override
    public int dumpId() {
      return block.dumpId();
    }

    @Override
    public long sizeBytes() {
      return block.sizeBytes();
    }

    @Override
    public void read(DataVisitor visitor) throws IOException {
      try (InputStream in =
          new BufferedInputStream(bytes.read(block.offset(), block.sizeBytes()), BUFFER)) {
        reader.readBlock(in, block.dumpId(), visitor);
      }
    }
  }
}
