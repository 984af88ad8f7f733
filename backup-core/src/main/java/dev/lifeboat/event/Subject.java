package dev.lifeboat.event;

import java.util.Optional;

/**
 * What an operation works on.
 *
 * @param operation the verb: {@code backup}, {@code restore}, {@code verify}, {@code prune}, …
 * @param source the name of the source; empty while it is not known, and where it is several
 * @param backup the id of the backup; empty while it is not known, and where it is several
 */
public record Subject(String operation, Optional<String> source, Optional<String> backup) {
  /** Nothing but the verb is known. */
  static Subject of(String operation) {
    return new Subject(operation, Optional.empty(), Optional.empty());
  }
}
