package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/**
 * Anything that Lifeboat reports as failed; its subclasses tell what is true afterwards. Its
 * message is one line without control characters, whatever was put into it.
 */
public abstract sealed class LifeboatException extends RuntimeException
    permits RetryableException, RefusedException, UnknownOutcomeException, DamagedException {
  private static final long serialVersionUID = 1L;

  LifeboatException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
