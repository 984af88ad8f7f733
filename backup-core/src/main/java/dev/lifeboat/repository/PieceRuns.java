package dev.lifeboat.repository;

import java.util.ArrayList;
import java.util.List;

/** Pieces of a volume that lie so close together that one request fetches them best. */
final class PieceRuns {
  /** What is read for nothing rather than by a request of its own. */
  private static final long GAP_BYTES = 64 * 1024;

  private PieceRuns() {}

  /** Cuts pieces into runs; both are in the order in which they lie in the volume. */
  static List<List<Piece>> of(List<Piece> pieces) {
    List<List<Piece>> runs = new ArrayList<>();
    long end = 0;
    for (Piece piece : pieces) {
      if (runs.isEmpty() || piece.slice().offset() - end > GAP_BYTES) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(piece);
      end = end(piece);
    }
    return runs;
  }

  /** How many bytes a run takes, with what lies between its pieces. */
  static long lengthBytes(List<Piece> run) {
    return end(run.get(run.size() - 1)) - run.get(0).slice().offset();
  }

  private static long end(Piece piece) {
    return piece.slice().offset() + piece.slice().lengthBytes();
  }
}
