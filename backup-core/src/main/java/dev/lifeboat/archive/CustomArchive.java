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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads archives of PostgreSQL's custom format, versions 1.12 to 1.16, compressed with gzip, zstd
 * or not at all, as {@code pg_dump} of PostgreSQL 9.0 to 18 and Lifeboat write them.
 *
 * <p>Archives are taken for hostile: nothing that they say of themselves is believed before it was
 * checked, and whatever is wrong with one ends in a {@link DamagedException} or {@link
 * RefusedException}.
 */
public final class CustomArchive implements ArchiveSource {
  /** Larger blocks are loaded on their own, smaller ones together with their neighbours. */
  private static final long SEGMENT_BYTES = 1L << 20;

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
      FileRanges ranges = new FileRanges(file);
      try {
        return new CustomArchive(name, ranges, ranges);
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
    try {
      opened.close();
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException("Could not close " + name, e));
    }
  }

  private ParsedToc readToc() throws IOException {
    try (InputStream in = new BufferedInputStream(bytes.readAll(), BUFFER)) {
      long textBytes = Runtime.getRuntime().maxMemory() / 4;
      return new TocReader(name, new ArchiveInput(name, in, 0, bytes.sizeBytes(), textBytes))
          .read();
    }
  }

  private List<DataSegment> segments(List<BlockIndex.Block> blocks) {
    DataBlockReader reader = new DataBlockReader(toc);
    List<DataSegment> segments = new ArrayList<>();
    List<BlockIndex.Block> together = new ArrayList<>();
    long size = 0;
    for (BlockIndex.Block block : blocks) {
      if (!together.isEmpty() && size + block.sizeBytes() > SEGMENT_BYTES) {
        segments.add(new Segment(reader, together));
        together = new ArrayList<>();
        size = 0;
      }
      together.add(block);
      size += block.sizeBytes();
    }
    if (!together.isEmpty()) {
      segments.add(new Segment(reader, together));
    }
    return List.copyOf(segments);
  }

  private static RefusedException unreadable(String name, IOException e) {
    return new RefusedException(
        "%s cannot be read: %s; check the file and its permissions".formatted(name, e.getMessage()),
        e);
  }

  /** Blocks that lie next to each other. */
  private final class Segment implements DataSegment {
    private final DataBlockReader reader;
    private final List<BlockIndex.Block> blocks;

    Segment(DataBlockReader reader, List<BlockIndex.Block> blocks) {
      this.reader = reader;
      this.blocks = List.copyOf(blocks);
    }

    @Override
    public long sizeBytes() {
      return blocks.stream().mapToLong(BlockIndex.Block::sizeBytes).sum();
    }

    @Override
    public Set<Integer> dumpIds() {
      return blocks.stream().map(BlockIndex.Block::dumpId).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void read(Set<Integer> wanted, DataVisitor visitor) throws IOException {
      for (BlockIndex.Block block : blocks) {
        if (wanted.contains(block.dumpId())) {
          read(block, visitor);
        }
      }
    }

    private void read(BlockIndex.Block block, DataVisitor visitor) throws IOException {
      try (InputStream in =
          new BufferedInputStream(bytes.read(block.offset(), block.sizeBytes()), BUFFER)) {
        reader.readBlock(in, block.dumpId(), visitor);
      }
    }
  }
}
