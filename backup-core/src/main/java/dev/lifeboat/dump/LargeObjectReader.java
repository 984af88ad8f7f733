package dev.lifeboat.dump;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/**
 * Reads large objects, many small ones at once, and the rest of each larger one as a stream. For
 * one thread at a time.
 *
 * <p>Uses {@code lo_get}: see PostgreSQL's documentation, "Server-Side Functions" of large objects.
 */
public final class LargeObjectReader {
  private static final int BATCH = 100;
  private static final int FIRST_BYTES = 16 * 1024;
  private static final int PIECE_BYTES = 64 * 1024;
  private static final String FIRST =
      "SELECT o.oid, pg_catalog.lo_get(o.oid, 0, "
          + FIRST_BYTES
          + ") FROM pg_catalog.unnest(?::pg_catalog.oid[]) WITH ORDINALITY AS o(oid, number)"
          + " ORDER BY o.number";

  private final Session session;

  /** Reads through a session that is in a transaction. */
  public LargeObjectReader(Session session) {
    this.session = session;
  }

  /**
   * Copies large objects, in their order.
   *
   * @param oids which ones
   * @param copies takes each
   * @throws IOException if that fails
   */
  public void copy(List<Long> oids, Copies copies) throws IOException {
    for (int start = 0; start < oids.size(); start += BATCH) {
      copyBatch(oids.subList(start, Math.min(oids.size(), start + BATCH)), copies);
    }
  }

  private void copyBatch(List<Long> oids, Copies copies) throws IOException {
    try {
      session.waiting(() -> copyAll(oids, copies));
    } catch (SQLException e) {
      throw PostgresFailure.of(
          "read the large objects %d to %d".formatted(oids.get(0), oids.get(oids.size() - 1)), e);
    }
  }

  private int copyAll(List<Long> oids, Copies copies) throws SQLException, IOException {
    try (PreparedStatement statement = session.connection().prepareStatement(FIRST)) {
      statement.setArray(1, session.connection().createArrayOf("int8", oids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          long oid = rows.getLong(1);
          byte[] first = rows.getBytes(2);
          session.working(() -> copy(oid, first, copies));
        }
      }
    }
    return oids.size();
  }

  private void copy(long oid, byte[] first, Copies copies) throws IOException {
    MessageDigest sha256 = sha256();
    long bytes = first.length;
    try (OutputStream target = copies.begin(oid)) {
      sha256.update(first);
      target.write(first);
      if (first.length == FIRST_BYTES) {
        bytes += copyRest(oid, sha256, target);
      }
    }
    String row = oid + "\t" + HexFormat.of().formatHex(sha256.digest());
    copies.end(new Found(row.getBytes(StandardCharsets.US_ASCII), bytes));
  }

  private long copyRest(long oid, MessageDigest sha256, OutputStream target) throws IOException {
    OutputStream digested = new DigestOutputStream(target, sha256);
    try {
      return session.waiting(() -> copyRest(oid, digested));
    } catch (SQLException e) {
      throw PostgresFailure.of("read the large object " + oid, e);
    }
  }

  private long copyRest(long oid, OutputStream target) throws SQLException, IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long bytes = 0;
    try (LargeObject object =
        session.driver().getLargeObjectAPI().open(oid, LargeObjectManager.READ)) {
      object.seek(FIRST_BYTES);
      for (int next = object.read(piece, 0, piece.length);
          next > 0;
          next = object.read(piece, 0, piece.length)) {
        int count = next;
        session.working(() -> target.write(piece, 0, count));
        bytes += count;
      }
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Takes large objects one after the other. */
  public interface Copies {
    /** Where the content of the next one goes; closed when all is written. */
    OutputStream begin(long oid) throws IOException;

    /** The content was written. */
    void end(Found found) throws IOException;
  }

  /**
   * A large object that was read.
   *
   * @param row what stands for it in the digest of all: its OID, a tab, and its SHA-256
   * @param sizeBytes how many bytes it has
   */
  public record Found(byte[] row, long sizeBytes) {}
}
