package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;

/** What a restore commits together. */
public sealed interface Transactions {
  /** About a hundred definitions at once; each piece of data, index and constraint on its own. */
  Transactions BATCHES = new Sized(100);

  /**
   * So many definitions at once, as {@code pg_restore --transaction-size}: fewer need fewer locks
   * of the server.
   */
  static Transactions ofSize(int entries) {
    return new Sized(entries);
  }

  /** All or nothing, on one connection. */
  static Transactions single() {
    return new Single();
  }

  /**
   * Several.
   *
   * @param entries how many definitions each holds at most
   */
  record Sized(int entries) implements Transactions {
    /** Refuses what cannot work. */
    public Sized {
      if (entries < 1) {
        throw new RefusedException("A transaction holds at least 1 entry, not " + entries);
      }
    }
  }

  /** One. */
  record Single() implements Transactions {}

  /** How many definitions are made between two commits at most. */
  default int batch() {
    return this instanceof Sized sized ? sized.entries() : Integer.MAX_VALUE;
  }
}
