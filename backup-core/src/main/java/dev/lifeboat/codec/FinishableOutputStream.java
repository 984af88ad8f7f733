package dev.lifeboat.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream whose output is valid only once it was finished. For one thread at a time.
 *
 * <p>Closing is never a commit: {@link #close()} without {@link #finish()} leaves the target
 * without the end that a reader requires. Neither method closes the target: whoever opened it does.
 */
public abstract class FinishableOutputStream extends OutputStream {
  /** For implementations. */
  protected FinishableOutputStream() {}

  /**
   * Writes the end to the target and flushes it. Nothing can be written afterwards.
   *
   * @throws IOException if the target fails, or failed before, or this stream is closed or finished
   */
  public abstract void finish() throws IOException;

  /** Releases resources; leaves the target open, and invalid unless finished. */
  @Override
  public abstract void close() throws IOException;
}
