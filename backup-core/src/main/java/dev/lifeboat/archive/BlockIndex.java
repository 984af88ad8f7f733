package dev.lifeboat.archive;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.error.DamagedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the blocks of a custom archive are.
 *
 * <p>Where the table of contents tells all positions, they are taken from there; otherwise the
 * archive is passed over once, from one chunk's length to the next.
 */
final class BlockIndex {
  private static final int SCAN_BUFFER = 32 * 1024;

  private final String name;
  private final ByteRanges bytes;
  private final ParsedToc parsed;

  BlockIndex(String name, ByteRanges bytes, ParsedToc parsed) {
    this.name = name;
    this.bytes = bytes;
    this.parsed = parsed;
  }

  /** A block and its place. */
  record Block(int dumpId, long offset, long sizeBytes) {}

  /** All blocks, in the order of the archive. */
  List<Block> blocks() throws IOException {
    List<TocEntry> withData = parsed.toc().entries().stream().filter(TocEntry::hasData).toList();
    boolean told = withData.stream().allMatch(e -> parsed.offsets().containsKey(e.dumpId()));
    if (withData.isEmpty()) {
      return List.of();
    }
    return told ? told() : found(withData);
  }

  private List<Block> told() {
    List<Map.Entry<Integer, Long>> places =
        parsed.offsets().entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    List<Block> blocks = new ArrayList<>();
    long end = bytes.sizeBytes();
    for (int i = places.size() - 1; i >= 0; i--) {
      long offset = places.get(i).getValue();
      if (offset < parsed.endsAt() || offset >= end) {
        throw damaged("the data of entry %d cannot be at byte %d", places.get(i).getKey(), offset);
      }
      blocks.add(new Block(places.get(i).getKey(), offset, end - offset));
      end = offset;
    }
    blocks.sort(Comparator.comparingLong(Block::offset));
    return blocks;
  }

  private List<Block> found(List<TocEntry> withData) throws IOException {
    Map<Integer, Block> blocks = scan();
    for (TocEntry entry : withData) {
      if (!blocks.containsKey(entry.dumpId())) {
        throw damaged(
            "it ends before the data of entry %d, at byte %d", entry.dumpId(), bytes.sizeBytes());
      }
    }
    return List.copyOf(blocks.values());
  }

  private Map<Integer, Block> scan() throws IOException {
    Map<Integer, Block> blocks = new LinkedHashMap<>();
    DataBlockReader reader = new DataBlockReader(parsed.toc());
    long from = parsed.endsAt();
    try (Counted in =
        new Counted(
            new BufferedInputStream(bytes.read(from, bytes.sizeBytes() - from), SCAN_BUFFER))) {
      for (int type = in.read(); type >= 0; type = in.read()) {
        long start = in.count - 1;
        int id = reader.skipBlock(in, type).dumpId();
        if (blocks.put(id, new Block(id, from + start, in.count - start)) != null) {
          throw damaged("entry %d has a second block at byte %d", id, from + start);
        }
      }
    }
    return blocks;
  }

  private DamagedException damaged(String what, int dumpId, long offset) {
    return new DamagedException(
        "%s is damaged: %s; fetch the archive again"
            .formatted(name, what.formatted(dumpId, offset)));
  }

  /** Counts what was read and passed over. */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private long count;

    Counted(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = in.skip(bytes);
      count += skipped;
      return skipped;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
