package dev.lifeboat.dump;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A volume that is being written. For one thread at a time.
 *
 * <p>Closing is never a commit: {@link #close()} without {@link #commit()} discards it.
 */
public abstract class VolumeOutput extends OutputStream {
  /** For implementations. */
  protected VolumeOutput() {}

  /**
   * Publishes the volume, whole and durable.
   *
   * @throws IOException if it cannot be published
   */
  public abstract void commit() throws IOException;

  /** Releases resources; discards the volume unless it was committed. */
  @Override
  public abstract void close() throws IOException;
}
