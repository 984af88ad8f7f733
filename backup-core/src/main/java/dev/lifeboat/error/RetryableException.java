package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/** Nothing happened, and trying again may help: a connection dropped, a service was busy. */
public final class RetryableException extends LifeboatException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure that may pass.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   */
  public RetryableException(String message) {
    this(message, null);
  }

  /**
   * A failure that may pass.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   * @param cause what was seen underneath
   */
  public RetryableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
