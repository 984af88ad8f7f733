package dev.lifeboat.dump.catalog;

/** Objects were changed while they were read; nothing was written yet, and reading may be tried. */
public final class ChangedCatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangedCatalogException(String message) {
    super(message);
  }
}
