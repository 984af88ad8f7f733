package dev.lifeboat.dump;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a source is read. Immutable.
 *
 * @param lockTimeout how long to wait for the locks on all tables that keep them from being dropped
 * @param isolation of the transaction that reads
 * @param imported a snapshot that another session exported with {@code pg_export_snapshot()} and
 *     keeps open, to read the same moment as that session; otherwise the dump takes its own. Keep
 *     migrations away from when it is exported until the dump has its locks: what is dropped,
 *     truncated or altered in between ends the dump. The summary's time is when the dump began to
 *     read, so that of the snapshot is earlier
 * @param rowSecurity what becomes of tables whose policies hide rows from the role that reads
 * @param quoting which names are quoted in definitions
 */
public record SnapshotOptions(
    Duration lockTimeout,
    Isolation isolation,
    Optional<String> imported,
    RowSecurity rowSecurity,
    Quoting quoting) {
  /** How the transaction that reads is kept apart from others. */
  public enum Isolation {
    /** Sees one moment. */
    REPEATABLE_READ,
    /**
     * Sees a moment that no serialization failure can make wrong afterwards, and waits for one; see
     * {@code DEFERRABLE} on page "SET TRANSACTION" of PostgreSQL's documentation.
     */
    SERIALIZABLE_DEFERRABLE
  }

  /** What becomes of tables whose policies hide rows. */
  public enum RowSecurity {
    /** They are refused before anything is written: a backup without some rows is none. */
    REFUSED,
    /** What the role may see is dumped, and a warning tells. */
    APPLIED
  }

  /** Which names are quoted in definitions. */
  public enum Quoting {
    /** All that Lifeboat writes, and those in the server's own texts that need it there. */
    WHERE_NEEDED,
    /** All, for a server with other reserved words than the source. */
    ALL
  }

  /** Refuses what cannot work. */
  public SnapshotOptions {
    Given.value(lockTimeout, "the lock timeout of a snapshot");
    Given.value(isolation, "the isolation of a snapshot");
    Given.value(imported, "the snapshot to import");
    Given.value(rowSecurity, "the row security of a snapshot");
    Given.value(quoting, "the quoting of a snapshot");
    if (lockTimeout.isNegative() || lockTimeout.toMillis() == 0) {
      throw new RefusedException(
          "The time to wait for locks is %s; give a millisecond or more".formatted(lockTimeout));
    }
    if (imported.isPresent() && isolation == Isolation.SERIALIZABLE_DEFERRABLE) {
      throw new RefusedException(
          "A snapshot that another session exported cannot be made serializable; export it from a"
              + " transaction that is, or let the dump take its own");
    }
  }

  /** A snapshot of its own, 30 seconds for locks, no hidden rows. */
  public static SnapshotOptions defaults() {
    return new SnapshotOptions(
        Duration.ofSeconds(30),
        Isolation.REPEATABLE_READ,
        Optional.empty(),
        RowSecurity.REFUSED,
        Quoting.WHERE_NEEDED);
  }

  /** The same with another time to wait for locks. */
  public SnapshotOptions withLockTimeout(Duration other) {
    return new SnapshotOptions(other, isolation, imported, rowSecurity, quoting);
  }

  /** The same with another isolation. */
  public SnapshotOptions with(Isolation other) {
    return new SnapshotOptions(lockTimeout, other, imported, rowSecurity, quoting);
  }

  /** The same, reading what another session exported. */
  public SnapshotOptions importing(String snapshot) {
    return new SnapshotOptions(
        lockTimeout,
        isolation,
        Optional.of(Given.value(snapshot, "the snapshot to import")),
        rowSecurity,
        quoting);
  }

  /** The same with another treatment of hidden rows. */
  public SnapshotOptions with(RowSecurity other) {
    return new SnapshotOptions(lockTimeout, isolation, imported, other, quoting);
  }

  /** The same with other names quoted. */
  public SnapshotOptions with(Quoting other) {
    return new SnapshotOptions(lockTimeout, isolation, imported, rowSecurity, other);
  }
}
