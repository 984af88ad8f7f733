package dev.lifeboat.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pieces that are loaded together: one that is large, or several small ones. */
final class PieceSegment implements DataSegment {
  /** Larger pieces are loaded on their own, smaller ones together with their neighbours. */
  private static final long SEGMENT_BYTES = 1L << 20;

  private final List<Piece> pieces;
  private final long sizeBytes;
  private final Set<Integer> dumpIds;

  private PieceSegment(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.sizeBytes = pieces.stream().mapToLong(Piece::sizeBytes).sum();
    this.dumpIds = pieces.stream().map(Piece::dumpId).collect(Collectors.toUnmodifiableSet());
  }

  /** Puts small pieces together with their neighbours. */
  static List<DataSegment> of(List<? extends Piece> pieces) {
    List<DataSegment> segments = new ArrayList<>();
    List<Piece> together = new ArrayList<>();
    long size = 0;
    for (Piece piece : pieces) {
      if (!together.isEmpty() && size + piece.sizeBytes() > SEGMENT_BYTES) {
        segments.add(new PieceSegment(together));
        together = new ArrayList<>();
        size = 0;
      }
      together.add(piece);
      size += piece.sizeBytes();
    }
    if (!together.isEmpty()) {
      segments.add(new PieceSegment(together));
    }
    return List.copyOf(segments);
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public Set<Integer> dumpIds() {
    return dumpIds;
  }

  @Override
  public void read(Set<Integer> wanted, DataVisitor visitor) throws IOException {
    for (Piece piece : pieces) {
      if (wanted.contains(piece.dumpId())) {
        piece.read(visitor);
      }
    }
  }
}
