package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes large objects that exist, many small ones at once. For one thread, in a transaction.
 *
 * <p>Uses {@code lo_put}: see PostgreSQL's documentation, "Server-Side Functions" of large objects.
 */
final class LargeObjectLoader {
  private static final int PIECE_BYTES = 256 * 1024;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int BATCH_PIECES = 1_000;
  private static final String PUT =
      "SELECT pg_catalog.lo_put(p.oid, p.at, p.content)"
          + " FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]),"
          + " pg_catalog.unnest(?::pg_catalog.int8[]), pg_catalog.unnest(?::pg_catalog.bytea[]))"
          + " AS p(oid, at, content)";

  private final Session session;
  private final List<Long> oids = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private final List<byte[]> pieces = new ArrayList<>();
  private long heldBytes;

  LargeObjectLoader(Session session) {
    this.session = session;
  }

  /** Writes one; it may be kept back until {@link #flush()}. Tells how many bytes it has. */
  long load(long oid, InputStream content) throws SQLException, IOException {
    long position = 0;
    byte[] piece;
    do {
      piece = content.readNBytes(PIECE_BYTES);
      if (piece.length > 0) {
        add(oid, position, piece);
        position += piece.length;
      }
    } while (piece.length == PIECE_BYTES);
    return position;
  }

  /** Writes what was kept back. */
  void flush() throws SQLException {
    if (pieces.isEmpty()) {
      return;
    }
    session.waiting(this::put);
    oids.clear();
    positions.clear();
    pieces.clear();
    heldBytes = 0;
  }

  private boolean put() throws SQLException {
    Connection connection = session.connection();
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      put.setArray(1, connection.createArrayOf("int8", oids.toArray()));
      put.setArray(2, connection.createArrayOf("int8", positions.toArray()));
      put.setArray(3, connection.createArrayOf("bytea", pieces.toArray(byte[][]::new)));
      return put.execute();
    }
  }

  private void add(long oid, long position, byte[] piece) throws SQLException {
    oids.add(oid);
    positions.add(position);
    pieces.add(piece);
    heldBytes += piece.length;
    if (heldBytes >= BATCH_BYTES || pieces.size() == BATCH_PIECES) {
      flush();
    }
  }
}
