package dev.lifeboat.restore;

import dev.lifeboat.archive.ScriptTrailer;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;

/**
 * How a restore is done. Immutable; begin with {@link #DEFAULT}.
 *
 * @param jobs how many connections work at once; one for a single transaction
 * @param transactions what is committed together
 * @param onError what an entry that the server refuses means for the others
 * @param session what all sessions state
 * @param trailer whether a script must end as those of {@code pg_dump} do
 */
public record RestoreConduct(
    int jobs,
    Transactions transactions,
    OnError onError,
    SessionChoice session,
    ScriptTrailer trailer) {
  /** Up to four connections, each step in transactions of many, no further than the first error. */
  public static final RestoreConduct DEFAULT =
      new RestoreConduct(
          Math.min(4, Runtime.getRuntime().availableProcessors()),
          Transactions.BATCHES,
          OnError.STOP,
          SessionChoice.DEFAULT,
          ScriptTrailer.REQUIRED);

  /** What an entry that the server refuses means for the others. */
  public enum OnError {
    /** Nothing more is restored. */
    STOP,
    /** The others are restored; the restore fails in the end, with all that were refused. */
    GO_ON,
    /** The same, and tables that could not be made get no data. */
    GO_ON_WITHOUT_THEIR_DATA
  }

  /** Refuses what cannot work. */
  public RestoreConduct {
    Given.value(transactions, "the transactions of a restore");
    Given.value(onError, "what errors mean for a restore");
    Given.value(session, "the session of a restore");
    Given.value(trailer, "the trailer of scripts");
    if (jobs < 1) {
      throw new RefusedException("A restore needs at least 1 job, not " + jobs);
    }
    if (onError != OnError.STOP && !transactions.equals(Transactions.BATCHES)) {
      throw new RefusedException(
          "What is committed together ends at the first error; go on after errors, or choose transactions");
    }
  }

  /** The same with another number of connections. */
  public RestoreConduct withJobs(int other) {
    return new RestoreConduct(other, transactions, onError, session, trailer);
  }

  /** The same with other transactions. */
  public RestoreConduct with(Transactions other) {
    return new RestoreConduct(jobs, other, onError, session, trailer);
  }

  /** The same with another meaning of errors. */
  public RestoreConduct with(OnError other) {
    return new RestoreConduct(jobs, transactions, other, session, trailer);
  }

  /** The same with other sessions. */
  public RestoreConduct with(SessionChoice other) {
    return new RestoreConduct(jobs, transactions, onError, other, trailer);
  }

  /** The same for scripts that end otherwise. */
  public RestoreConduct with(ScriptTrailer other) {
    return new RestoreConduct(jobs, transactions, onError, session, other);
  }

  /** How many connections there really are. */
  int workers() {
    return transactions instanceof Transactions.Single ? 1 : jobs;
  }

  boolean goesOn() {
    return onError != OnError.STOP;
  }
}
