package dev.lifeboat.postgres.rows;

import java.io.IOException;
import java.sql.SQLException;

/** What the server sends of a row is not to be taken. */
final class WrongRowException extends IOException {
  private static final long serialVersionUID = 1L;

  private final SQLException failure;

  WrongRowException(SQLException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  /** What is wrong. */
  SQLException failure() {
    return failure;
  }
}
