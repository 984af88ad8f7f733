package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;

/** Some entries were refused, and all others restored, as was asked for. */
final class NotAllRestoredException extends RefusedException {
  private static final long serialVersionUID = 1L;

  NotAllRestoredException(String message, RefusedException first) {
    super(message, first);
  }
}
