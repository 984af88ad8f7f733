package dev.lifeboat.dump;

import dev.lifeboat.error.LifeboatException;

/**
 * The snapshot that a worker was to join is not there; why, only the session that held it knows.
 */
final class LostSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LifeboatException failure;

  LostSnapshotException(LifeboatException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  /** What the worker was told. */
  LifeboatException failure() {
    return failure;
  }
}
