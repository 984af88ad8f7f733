package dev.lifeboat.verify;

import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.TextEncoding;
import javax.sql.DataSource;

/** A session that reads a restored database, another one once it was aborted. For one thread. */
final class RestoredSession implements AutoCloseable {
  private final DataSource restored;
  private final TextEncoding encoding;
  private Session session;

  /**
   * Connects.
   *
   * @param encoding of the texts and rows that the database was restored from
   */
  RestoredSession(DataSource restored, TextEncoding encoding) {
    this.restored = restored;
    this.encoding = encoding;
    this.session = open();
  }

  /** The session, which stays owned by this. */
  Session get() {
    if (session.isAborted()) {
      session.close();
      session = open();
    }
    return session;
  }

  private Session open() {
    Session opened = Session.reading(restored);
    opened.speak(encoding);
    return opened;
  }

  @Override
  public void close() {
    session.close();
  }
}
