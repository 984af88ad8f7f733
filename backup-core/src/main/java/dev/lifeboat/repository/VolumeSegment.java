package dev.lifeboat.repository;

import dev.lifeboat.archive.DataBlockReader;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.dump.Slice;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The data in one volume. Thread-safe: each read opens the volume anew. */
final class VolumeSegment implements DataSegment {
  /**
   * More requests for parts of a volume are not worth it, least where it is decrypted as a whole.
   */
  private static final int MOST_RUNS = 4;

  /** A volume of which a twentieth is not wanted, or less, is read whole. */
  private static final int UNWANTED_SHARE = 20;

  private final StoredVolume volume;
  private final String title;
  private final List<Piece> pieces;
  private final DataBlockReader reader;
  private final VolumeReads reads;

  /**
   * The data in a volume.
   *
   * @param volume it
   * @param pieces what lies in it, in order
   * @param reader decodes it
   * @param reads how much of it is read
   */
  VolumeSegment(
      StoredVolume volume, List<Piece> pieces, DataBlockReader reader, VolumeReads reads) {
    this.volume = volume;
    this.title = volume.title();
    this.pieces = List.copyOf(pieces);
    this.reader = reader;
    this.reads = reads;
  }

  @Override
  public long sizeBytes() {
    return pieces.stream().mapToLong(piece -> piece.slice().lengthBytes()).sum();
  }

  @Override
  public long workBytes(int dumpId) {
    return pieces.stream()
        .filter(piece -> piece.dumpId() == dumpId)
        .mapToLong(Piece::dataSizeBytes)
        .sum();
  }

  @Override
  public OptionalLong dataSizeBytes() {
    return OptionalLong.of(pieces.stream().mapToLong(Piece::dataSizeBytes).sum());
  }

  @Override
  public Set<Integer> dumpIds() {
    return pieces.stream().map(Piece::dumpId).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void read(Set<Integer> wanted, DataVisitor visitor) throws IOException {
    List<Piece> chosen = pieces.stream().filter(piece -> wanted.contains(piece.dumpId())).toList();
    List<List<Piece>> runs = PieceRuns.of(chosen);
    if (isFetchedAlone(chosen, runs)) {
      volume.readRanges(plain -> readRuns(plain, runs, visitor));
    } else if (!chosen.isEmpty()) {
      try (PartInput part = volume.open()) {
        part.read(plain -> readPieces(plain, 0, chosen, visitor));
      }
    }
  }

  private boolean isFetchedAlone(List<Piece> chosen, List<List<Piece>> runs) {
    return reads == VolumeReads.THRIFTY
        && chosen.stream().allMatch(Piece::isCheckedAlone)
        && runs.size() <= MOST_RUNS
        && runs.stream().mapToLong(PieceRuns::lengthBytes).sum()
            < sizeBytes() - sizeBytes() / UNWANTED_SHARE;
  }

  /** Fetches no more of the volume than what holds the pieces. */
  private long readRuns(ByteRanges plain, List<List<Piece>> runs, DataVisitor visitor)
      throws IOException {
    long position = 0;
    for (List<Piece> run : runs) {
      long start = run.get(0).slice().offset();
      try (InputStream bytes = plain.read(start, PieceRuns.lengthBytes(run))) {
        position = readPieces(bytes, start, run, visitor);
      }
    }
    return position;
  }

  /** The key of the volume, for messages. */
  @Override
  public String toString() {
    return title;
  }

  /**
   * Reads pieces.
   *
   * @param plain bytes of the volume
   * @param start where in it they begin
   * @return where they stand afterwards
   */
  private long readPieces(InputStream plain, long start, List<Piece> chosen, DataVisitor visitor)
      throws IOException {
    long position = start;
    for (Piece piece : chosen) {
      Slice slice = piece.slice();
      skip(plain, slice.offset() - position);
      BoundedBytes bytes = new BoundedBytes(plain, slice.lengthBytes(), title);
      if (piece.isCheckedAlone()) {
        CheckedSlice.read(bytes, slice, title, checked -> decodeAll(piece, checked, visitor));
      } else {
        decode(piece, new BufferedInputStream(bytes), visitor);
      }
      skip(plain, bytes.left());
      position = slice.offset() + slice.lengthBytes();
    }
    return position;
  }

  private long decodeAll(Piece piece, InputStream bytes, DataVisitor visitor) throws IOException {
    decode(piece, new BufferedInputStream(bytes), visitor);
    return piece.slice().rows();
  }

  private void decode(Piece piece, InputStream bytes, DataVisitor visitor) throws IOException {
    if (piece.kind() == Piece.Kind.ROWS) {
      reader.readRows(bytes, piece.dumpId(), visitor);
    } else {
      reader.readLargeObjects(bytes, piece.dumpId(), visitor);
    }
  }

  private void skip(InputStream plain, long bytes) throws IOException {
    if (bytes < 0) {
      throw BoundedBytes.missing(title);
    }
    try {
      plain.skipNBytes(bytes);
    } catch (EOFException e) {
      throw BoundedBytes.missing(title);
    }
  }
}
