package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/**
 * Nothing happened, and trying again will not help until the request or its surroundings change.
 */
public non-sealed class RefusedException extends LifeboatException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure that stays until something is changed.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   */
  public RefusedException(String message) {
    this(message, null);
  }

  /**
   * A failure that stays until something is changed.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   * @param cause what was seen underneath
   */
  public RefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
