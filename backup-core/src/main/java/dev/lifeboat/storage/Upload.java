package dev.lifeboat.storage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An object that is being written. For one thread at a time.
 *
 * <p>Closing is never a commit: {@link #close()} without {@link #commit()} discards everything
 * written, so that a writer that fails half-way leaves nothing.
 *
 * <p>Besides {@link IOException}, writing and committing throw the exceptions that {@link Storage}
 * names. A failed write discards the object; after it nothing can be written or committed. Writing
 * to a closed or committed upload is an {@link IOException}.
 */
public abstract class Upload extends OutputStream {
  /** For implementations. */
  protected Upload() {}

  /**
   * Publishes the object, whole and durable, if there is none under its key yet.
   *
   * <p>After a failed commit nothing more can be written.
   *
   * @throws IllegalStateException if this upload was committed, was closed or has failed before
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
