package dev.lifeboat.storage;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sorts the failures of a file system by what can be done about them. */
final class FileFailures {
  /** The system's words, as Java has no types for these; translated systems say it otherwise. */
  private static final Pattern LASTING =
      Pattern.compile(
          "no space|not enough space|disk full|quota|read-only|file too large|name too long"
              + "|not a directory|too many levels",
          Pattern.CASE_INSENSITIVE);

  private static final long NEARLY_FULL_BYTES = 1024 * 1024;

  private FileFailures() {}

  static LifeboatException sort(IOException failure, String verb, Path path) {
    String what = "Could not %s '%s'".formatted(verb, path);
    if (failure instanceof AccessDeniedException denied) {
      return new PermissionDeniedException(
          "%s: permission denied on '%s'; give this process access to it"
              .formatted(what, denied.getFile()),
          failure);
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return new RefusedException(
          "%s: '%s' is not a directory; choose another place".formatted(what, place(failure)),
          failure);
    }
    if (failure instanceof ClosedByInterruptException) {
      return new RetryableException("%s: the thread was interrupted".formatted(what), failure);
    }
    if (LASTING.matcher(String.valueOf(failure.getMessage())).find() || isNearlyFull(path)) {
      return new RefusedException(
          "%s: %s; make room or choose another place".formatted(what, failure.getMessage()),
          failure);
    }
    return new RetryableException(
        "%s: %s; check the disk and try again".formatted(what, failure.getMessage()), failure);
  }

  private static String place(IOException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static boolean isNearlyFull(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing != null && Files.getFileStore(existing).getUsableSpace() < NEARLY_FULL_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
