package dev.lifeboat.cli;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.OneLine;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * The one place where what was thrown becomes one sentence and an exit code.
 *
 * @param kind what a script can decide by
 * @param sentence what a person reads; what to do next comes after its last semicolon
 * @param exitCode what the process ends with
 * @param cause what was thrown
 */
record Failure(String kind, String sentence, int exitCode, Throwable cause) {
  private static final String BEFORE_NEXT_STEP = "; ";

  Failure(String kind, String sentence, Throwable cause) {
    this(kind, sentence, ExitCode.FAILED.number(), cause);
  }

  static Failure of(Throwable thrown, Surroundings surroundings) {
    Cancellation cancellation = surroundings.cancellation();
    if (cancellation.isRequested()) {
      int exitCode = cancellation.exitCode(ExitCode.FAILED.number());
      return new Failure("cancelled", "Cancelled before it was done", exitCode, thrown);
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
            .formatted(thrown.getClass().getSimpleName(), OneLine.of(thrown.getMessage())),
        thrown);
  }

  int tell(Console console) {
    explain(console);
    console.document(document(Optional.empty()));
    return exitCode;
  }

  /** Says to a person what is wrong. */
  void explain(Console console) {
    console.note(sentence);
    if (console.verbose()) {
      console.trace(cause);
    }
  }

  /**
   * What {@code --json} prints.
   *
   * @param otherwise what to do next if the sentence does not say so
   */
  Map<String, Object> document(Optional<String> otherwise) {
    int end = sentence.lastIndexOf(BEFORE_NEXT_STEP);
    Optional<String> next =
        end < 0 ? otherwise : Optional.of(sentence.substring(end + BEFORE_NEXT_STEP.length()));
    return Documents.fields(
        "kind", kind, "error", sentence, "nextStep", next, "exitCode", exitCode);
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
    return "Reading or writing failed: %s; check the disk and try again"
        .formatted(OneLine.of(io.getMessage()));
  }
}
