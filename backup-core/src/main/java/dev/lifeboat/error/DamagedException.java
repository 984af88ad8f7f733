package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/** Stored data is not what was written: missing, cut, altered or undecodable. */
public final class DamagedException extends LifeboatException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of stored data.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   */
  public DamagedException(String message) {
    this(message, null);
  }

  /**
   * A failure of stored data.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   * @param cause what was seen underneath
   */
  public DamagedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
