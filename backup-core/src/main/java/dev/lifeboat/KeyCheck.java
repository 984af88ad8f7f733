package dev.lifeboat;

import dev.lifeboat.error.LifeboatException;
import java.util.Optional;

/**
 * Whether the keys of a host open the newest backup of a source.
 *
 * @param source the source
 * @param newest its newest backup, where there is one that is trusted
 * @param state what was found
 * @param failure why no key opens it, or what is damaged; empty in other states
 * @param words the same in one sentence, with what to do
 */
public record KeyCheck(
    String source,
    Optional<Backup> newest,
    State state,
    Optional<LifeboatException> failure,
    String words) {
  /** What was found. */
  public enum State {
    /** The keys open it. */
    OPENS,
    /** No key of this host opens it. */
    LOCKED,
    /** There is no backup. */
    MISSING,
    /** The newest backup is older than it may be. */
    STALE,
    /** A backup is damaged, or is not trusted. */
    DAMAGED
  }

  /** Whether all is as it should be. */
  public boolean passes() {
    return state == State.OPENS;
  }

  /** The same with more to say. */
  KeyCheck with(String moreWords) {
    return new KeyCheck(source, newest, state, failure, words + moreWords);
  }
}
