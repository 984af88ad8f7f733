package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/** Anything that Lifeboat reports as failed; its subclasses tell what is true afterwards. */
public abstract sealed class LifeboatException extends RuntimeException
    permits RetryableException, RefusedException, UnknownOutcomeException, DamagedException {
  private static final long serialVersionUID = 1L;

  LifeboatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
