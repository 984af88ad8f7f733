package dev.lifeboat.repository;

import dev.lifeboat.archive.DataBlockReader;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
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
  private final StoredVolume volume;
  private final String title;
  private final List<Piece> pieces;
  private final DataBlockReader reader;

  /**
   * The data in a volume.
   *
   * @param volume it
   * @param pieces what lies in it, in order
   * @param reader decodes it
   */
  VolumeSegment(StoredVolume volume, List<Piece> pieces, DataBlockReader reader) {
    this.volume = volume;
    this.title = volume.title();
    this.pieces = List.copyOf(pieces);
    this.reader = reader;
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
    if (chosen.size() < pieces.size() && chosen.stream().allMatch(Piece::isCheckedAlone)) {
      readAlone(chosen, visitor);
    } else if (!chosen.isEmpty()) {
      try (PartInput part = volume.open()) {
        part.read(plain -> readPieces(plain, wanted, visitor));
      }
    }
  }

  /** Fetches no more of the volume than what holds the pieces. */
  private void readAlone(List<Piece> chosen, DataVisitor visitor) throws IOException {
    if (chosen.isEmpty()) {
      return;
    }
    try {
      ByteRanges plain = volume.ranges();
      for (Piece piece : chosen) {
        CheckedSlice.read(plain, piece.slice(), title, bytes -> decodeAll(piece, bytes, visitor));
      }
    } catch (DamagedException | RefusedException e) {
      volume.requireIntact(e);
      throw e;
    }
  }

  private long decodeAll(Piece piece, InputStream bytes, DataVisitor visitor) throws IOException {
    decode(piece, new BufferedInputStream(bytes), visitor);
    return piece.slice().rows();
  }

  /** The key of the volume, for messages. */
  @Override
  public String toString() {
    return title;
  }

  private long readPieces(InputStream plain, Set<Integer> wanted, DataVisitor visitor)
      throws IOException {
    long position = 0;
    for (Piece piece : pieces) {
      skip(plain, piece.slice().offset() - position);
      Bounded bytes = new Bounded(plain, piece.slice().lengthBytes());
      if (wanted.contains(piece.dumpId())) {
        decode(piece, new BufferedInputStream(bytes), visitor);
      }
      skip(plain, bytes.left);
      position = piece.slice().offset() + piece.slice().lengthBytes();
    }
    return position;
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
      throw misplaced();
    }
    try {
      plain.skipNBytes(bytes);
    } catch (EOFException e) {
      throw misplaced();
    }
  }

  private DamagedException misplaced() {
    return new DamagedException(
        "'"
            + title
            + "' does not hold what the contents of its backup say; restore another backup");
  }

  /** A number of bytes, all of which must be there. */
  private final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw misplaced();
      }
      left -= count;
      return count;
    }
  }
}
