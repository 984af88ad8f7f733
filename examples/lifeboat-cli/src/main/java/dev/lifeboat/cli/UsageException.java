package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import java.util.function.Supplier;

/** The value of an option or parameter means nothing; {@link Verb} tells it as wrong usage. */
final class UsageException extends RefusedException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  private UsageException(RefusedException cause) {
    super(cause.getMessage(), cause);
  }

  /** Reads what was written on the command line; what the library refuses there is wrong usage. */
  static <T> T onRefusal(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RefusedException e) {
      throw new UsageException(e);
    }
  }
}
