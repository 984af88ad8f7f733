package dev.lifeboat.repository;

import dev.lifeboat.error.RefusedException;

/** A document was written by a newer library, in a format that this one does not know. */
public final class NewerFormatException extends RefusedException {
  private static final long serialVersionUID = 1L;

  NewerFormatException(String title, FormatVersion version) {
    super(
        "%s has format %s, and this library reads formats up to %d; use a newer Lifeboat"
            .formatted(title, version, FormatVersion.CURRENT.major()));
  }
}
