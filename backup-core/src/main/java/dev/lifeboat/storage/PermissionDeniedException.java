package dev.lifeboat.storage;

import dev.lifeboat.error.RefusedException;

/**
 * The storage answers, and these credentials or this user may not do what was asked. A writer that
 * may only write meets it wherever it wants to look.
 */
public final class PermissionDeniedException extends RefusedException {
  private static final long serialVersionUID = 1L;

  /**
   * A request without permission.
   *
   * @param message one sentence that names the thing and the next step, without secrets
   * @param cause what was seen underneath
   */
  public PermissionDeniedException(String message, Throwable cause) {
    super(message, cause);
  }
}
