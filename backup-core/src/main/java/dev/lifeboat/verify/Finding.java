package dev.lifeboat.verify;

import java.util.Collection;
import java.util.Locale;

/**
 * Something that a verification found.
 *
 * @param kind what it means
 * @param object what it is about: a stored object's key, a table, a sequence, an extension
 * @param expected what should have been there
 * @param found what was there
 */
public record Finding(Kind kind, String object, String expected, String found) {
  /** What a finding means. */
  public enum Kind {
    /** A stored object is not there. */
    MISSING,
    /** A stored object is not what was written. */
    DAMAGED,
    /** What was restored is not what was dumped. */
    DIFFERENT,
    /** Something kept the proof from being made; it says nothing against the backup. */
    OBSTACLE;

    /** Its name as evidence writes it, such as {@code damaged}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The outcome of a verification with these findings. */
  static Outcome outcome(Collection<Finding> findings) {
    if (findings.isEmpty()) {
      return Outcome.PROVED;
    }
    boolean obstaclesOnly = findings.stream().allMatch(found -> found.kind == Kind.OBSTACLE);
    return obstaclesOnly ? Outcome.INCONCLUSIVE : Outcome.FAILED;
  }

  /** The finding in one sentence. */
  public String words() {
    return "%s: expected %s, found %s".formatted(object, expected, found);
  }
}
