package dev.lifeboat.dump;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** Reads large objects, each as a stream. For one thread at a time. */
public final class LargeObjectReader {
  private final Session session;

  /** Reads through a session that is in a transaction. */
  public LargeObjectReader(Session session) {
    this.session = session;
  }

  /**
   * Copies a large object.
   *
   * @param oid which one
   * @param target where to; stays open
   * @return what was found
   * @throws IOException if the target fails
   */
  public Found copy(long oid, OutputStream target) throws IOException {
    MessageDigest sha256 = sha256();
    try (LargeObject object =
            session.driver().getLargeObjectAPI().open(oid, LargeObjectManager.READ);
        InputStream content = object.getInputStream()) {
      long bytes = content.transferTo(new DigestOutputStream(target, sha256));
      String row = oid + "\t" + HexFormat.of().formatHex(sha256.digest());
      return new Found(row.getBytes(StandardCharsets.US_ASCII), bytes);
    } catch (SQLException e) {
      throw PostgresFailure.of("read the large object " + oid, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * A large object that was read.
   *
   * @param row what stands for it in the digest of all: its OID, a tab, and its SHA-256
   * @param sizeBytes how many bytes it has
   */
  public record Found(byte[] row, long sizeBytes) {}
}
