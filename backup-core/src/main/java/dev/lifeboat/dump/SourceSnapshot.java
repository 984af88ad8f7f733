package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.Selection;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/**
 * The one moment of the source that a dump sees, and the locks that keep its tables from being
 * dropped or altered. For one thread at a time, but for {@link #read}.
 *
 * <p>The locks come before the snapshot: LOCK TABLE takes none, so that no table can change between
 * the snapshot and its lock (PostgreSQL documentation, page "LOCK"). A snapshot that another
 * session exported is older than the locks; tables that were dropped, truncated or rewritten in
 * between end the dump.
 */
final class SourceSnapshot implements AutoCloseable {
  private static final String REPEATABLE_READ =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
  private static final String SERIALIZABLE =
      "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE";

  private final SourceSessions sessions;
  private final Selection selection;
  private final List<String> warnings;
  private final String id;
  private final Instant at;

  private SourceSnapshot(SourceSessions sessions, LockedTables locked, List<String> warnings)
      throws SQLException {
    this.sessions = sessions;
    this.selection = locked.selection();
    this.warnings = List.copyOf(warnings);
    this.at = now(sessions.lead());
    this.id = sessions.lead().text("SELECT pg_catalog.pg_export_snapshot()");
  }

  /**
   * Locks all tables that are to be dumped and takes the snapshot.
   *
   * @param source the host's
   * @param options what is to be dumped and how
   * @return the snapshot, to be closed by the caller
   */
  static SourceSnapshot take(DataSource source, DumpOptions options) {
    SourceSessions sessions = SourceSessions.open(source, options);
    try {
      return take(sessions, options);
    } catch (SQLException e) {
      sessions.close();
      throw PostgresFailure.of("take a snapshot of the source", e);
    } catch (RuntimeException | Error e) {
      sessions.close();
      throw e;
    }
  }

  private static SourceSnapshot take(SourceSessions sessions, DumpOptions options)
      throws SQLException {
    Session lead = sessions.lead();
    PoolerCheck.refuseTransactionPooling(sessions);
    UnloggedTables.refuseOnStandby(lead, options);
    List<String> warnings = UnreadableTables.check(lead, options);
    LockedTables locked = new LockedTables(lead, options);
    locked.lock(() -> begin(lead, options.snapshot()));
    return new SourceSnapshot(sessions, locked, warnings);
  }

  /** The version of the source's server. */
  ServerVersion version() {
    return sessions.lead().version();
  }

  /** What the filter matches. */
  Selection selection() {
    return selection;
  }

  /** What a person should know. */
  List<String> warnings() {
    return warnings;
  }

  /** When the snapshot was taken, by the clock of the source. */
  Instant at() {
    return at;
  }

  /**
   * Reads in a transaction that sees the same and ends with it, and so do the locks on what it
   * read: those of catalogs would keep logins waiting behind whoever waits for them. Thread-safe.
   *
   * @throws LostSnapshotException if the snapshot is no longer there
   */
  <T, X extends Exception> T read(Reading<T, X> reading) throws X {
    Session worker = sessions.take();
    try {
      join(worker);
      return reading.read(worker);
    } catch (Error e) {
      worker.abort();
      throw e;
    } finally {
      sessions.giveBack(worker);
    }
  }

  /**
   * Keeps the holder of the snapshot from being taken for idle.
   *
   * @throws LifeboatException if it is lost
   */
  void keepAlive() {
    try {
      sessions.lead().ping();
    } catch (SQLException e) {
      sessions.abortTaken(); // nothing that they read is of use any more
      throw PostgresFailure.of("keep the snapshot of the source", e);
    }
  }

  /**
   * Why a worker failed, where that may be for what became of the holder of the snapshot: a server
   * that ends one session with a reason may just cut off another.
   */
  LifeboatException reason(LifeboatException failure) {
    try {
      keepAlive();
      return failure;
    } catch (LifeboatException e) {
      boolean vague = PostgresFailure.isLostConnection(e);
      LifeboatException reason = vague && PostgresFailure.isLostConnection(failure) ? failure : e;
      reason.addSuppressed(reason == e ? failure : e);
      return reason;
    }
  }

  @Override
  public void close() {
    sessions.close();
  }

  private void join(Session worker) {
    try {
      worker.begin();
      worker.execute(REPEATABLE_READ);
      worker.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(id));
    } catch (SQLException e) {
      LifeboatException failure = PostgresFailure.of("join the snapshot of the source", e);
      throw failure instanceof RefusedException ? new LostSnapshotException(failure) : failure;
    }
  }

  private static void begin(Session lead, SnapshotOptions options) throws SQLException {
    lead.begin();
    lead.execute(
        options.isolation() == SnapshotOptions.Isolation.SERIALIZABLE_DEFERRABLE
            ? SERIALIZABLE
            : REPEATABLE_READ);
    if (options.imported().isPresent()) {
      importInto(lead, options.imported().get());
    }
  }

  private static void importInto(Session lead, String snapshot) throws SQLException {
    try {
      lead.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
    } catch (SQLException e) {
      if (PostgresFailure.state(e).startsWith("08")) {
        throw e;
      }
      throw new RefusedException(
          "The snapshot '%s' cannot be imported: %s; export it in this database with pg_export_snapshot() and keep that transaction open"
              .formatted(Sql.oneLine(snapshot), PostgresFailure.message(e)),
          e);
    }
  }

  private static Instant now(Session lead) throws SQLException {
    Instant[] at = new Instant[1];
    lead.query(
        "SELECT pg_catalog.transaction_timestamp()",
        row -> at[0] = row.getObject(1, OffsetDateTime.class).toInstant());
    return at[0];
  }

  /** Reads something of the source. */
  @FunctionalInterface
  interface Reading<T, X extends Exception> {
    T read(Session session) throws X;
  }
}
