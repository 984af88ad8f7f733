package dev.lifeboat.dump;

/**
 * A row of a table did not fit the heap as the driver delivers it, although nothing that the server
 * knows of its values said so. Its table is read in pieces from then on.
 */
final class RowTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RowTooLargeException(String message, OutOfMemoryError cause) {
    super(message, cause);
  }
}
