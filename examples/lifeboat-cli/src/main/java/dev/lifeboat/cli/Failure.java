package dev.lifeboat.cli;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/**
 * The one place where what was thrown becomes one sentence and an exit code.
 *
 * @param kind what a script can decide by
 * @param sentence what a person reads
 * @param cause what was thrown
 */
record Failure(String kind, String sentence, Throwable cause) {
  static Failure of(Throwable thrown, Surroundings surroundings) {
    if (surroundings.cancellation().isRequested()) {
      return new Failure("cancelled", "Cancelled before it was done", thrown);
    }
    if (thrown instanceof LifeboatException known) {
      return new Failure(kind(known), known.getMessage(), known);
    }
    if (thrown instanceof UncheckedIOException unchecked) {
      return new Failure("refused", sentence(unchecked.getCause()), unchecked);
    }
    if (thrown instanceof IOException io) {
      return new Failure("refused", sentence(io), io);
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError limit) {
        return new Failure("refused", sentence(limit), thrown);
      }
    }
    return new Failure(
        "unexpected",
        "Something unexpected went wrong (%s: %s); run it again with --verbose and report what it shows"
            .formatted(thrown.getClass().getSimpleName(), thrown.getMessage()),
        thrown);
  }

  int tell(Console console) {
    console.note(sentence);
    if (console.verbose()) {
      console.trace(cause);
    }
    console.document(Map.of("error", sentence, "kind", kind));
    return ExitCode.FAILED.number();
  }

  private static String kind(LifeboatException known) {
    if (known instanceof RetryableException) {
      return "retryable";
    }
    if (known instanceof UnknownOutcomeException) {
      return "unknown-outcome";
    }
    if (known instanceof DamagedException) {
      return "damaged";
    }
    return known instanceof RefusedException ? "refused" : "failed";
  }

  private static String sentence(VirtualMachineError limit) {
    return JavaLimits.of("go on", limit).getMessage();
  }

  private static String sentence(IOException io) {
    if (io instanceof NoSuchFileException missing) {
      return "There is no file '%s'; check the path".formatted(missing.getFile());
    }
    if (io instanceof AccessDeniedException denied) {
      return "The file '%s' may not be accessed; check who may".formatted(denied.getFile());
    }
    if (io instanceof FileSystemException file && file.getReason() != null) {
      return "The file '%s' cannot be used: %s".formatted(file.getFile(), file.getReason());
    }
    return "Reading or writing failed: %s; check the disk and try again".formatted(io.getMessage());
  }
}
