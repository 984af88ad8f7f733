package dev.lifeboat.archive;

import java.io.IOException;

/** The data of one entry of an archive, which lies in one place. Thread-safe. */
interface Piece {
  /** The entry. */
  int dumpId();

  /** How many stored bytes it has. */
  long sizeBytes();

  /** Hands the data to a visitor. */
  void read(DataVisitor visitor) throws IOException;
}
