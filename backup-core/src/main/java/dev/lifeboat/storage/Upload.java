package dev.lifeboat.storage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An object that is being written. For one thread at a time.
 *
 * <p>Closing is never a commit: {@link #close()} without {@link #commit()} discards everything
 * written, so that a writer that fails half-way leaves nothing.
 */
public abstract class Upload extends OutputStream {
  /** For implementations. */
  protected Upload() {}

  /**
   * Publishes the object, whole and durable, if there is none under its key yet.
   *
   * <p>Committing twice is an error. After a failed commit nothing more can be written.
   *
   * @throws KeyExistsException if the key is taken; that object is left as it is
   * @throws dev.lifeboat.error.UnknownOutcomeException if the answer was lost
   * @throws IOException if the storage fails
   */
  public abstract void commit() throws IOException;

  /**
   * Releases resources; discards the object unless it was committed. Closing twice does nothing.
   */
  @Override
  public abstract void close() throws IOException;

  @Override
  public final void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
