package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/** It may or may not have happened; look at what is stored before trying again. */
public final class UnknownOutcomeException extends LifeboatException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure after which the outcome is not known.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   */
  public UnknownOutcomeException(String message) {
    this(message, null);
  }

  /**
   * A failure after which the outcome is not known.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   * @param cause what was seen underneath
   */
  public UnknownOutcomeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
