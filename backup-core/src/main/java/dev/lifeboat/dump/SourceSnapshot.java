package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.Selection;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/**
 * The one moment of the source that a dump sees, and the locks that keep its tables from being
 * dropped or altered. For one thread at a time, but for {@link #join()}.
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

  private final DataSource source;
  private final SnapshotOptions options;
  private final Session lead;
  private final Selection selection;
  private final List<String> warnings;
  private final String id;
  private final Instant at;

  private SourceSnapshot(
      DataSource source,
      SnapshotOptions options,
      Session lead,
      LockedTables locked,
      List<String> warnings)
      throws SQLException {
    this.source = source;
    this.options = options;
    this.lead = lead;
    this.selection = locked.selection();
    this.warnings = List.copyOf(warnings);
    this.at = now(lead);
    this.id = lead.text("SELECT pg_catalog.pg_export_snapshot()");
  }

  /**
   * Locks all tables that are to be dumped and takes the snapshot.
   *
   * @param source the host's
   * @param options what is to be dumped and how
   * @return the snapshot, to be closed by the caller
   */
  static SourceSnapshot take(DataSource source, DumpOptions options) {
    Session lead = Session.reading(source);
    try {
      state(lead, options.snapshot());
      PoolerCheck.refuseTransactionPooling(lead, source);
      List<String> warnings = UnreadableTables.check(lead, options);
      LockedTables locked = new LockedTables(lead, options);
      locked.lock(() -> begin(lead, options.snapshot()));
      return new SourceSnapshot(source, options.snapshot(), lead, locked, warnings);
    } catch (SQLException e) {
      lead.close();
      throw PostgresFailure.of("take a snapshot of the source", e);
    } catch (RuntimeException e) {
      lead.close();
      throw e;
    }
  }

  /** The session that holds the snapshot. */
  Session lead() {
    return lead;
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
   * Opens another session that sees the same. Thread-safe.
   *
   * @return the session in a transaction, to be closed by the caller
   */
  Session join() {
    Session worker = Session.reading(source);
    try {
      state(worker, options);
      worker.begin();
      worker.execute(REPEATABLE_READ);
      worker.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(id));
      return worker;
    } catch (SQLException e) {
      worker.close();
      throw PostgresFailure.of("join the snapshot of the source", e);
    }
  }

  /** Keeps the holder of the snapshot from being taken for idle. */
  void keepAlive() {
    try {
      lead.execute("SELECT 1");
    } catch (SQLException e) {
      throw PostgresFailure.of("keep the snapshot of the source", e);
    }
  }

  @Override
  public void close() {
    lead.close();
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

  /** Settings that differ from what sessions usually state, which puts them back as well. */
  private static void state(Session session, SnapshotOptions options) throws SQLException {
    if (options.rowSecurity() == SnapshotOptions.RowSecurity.APPLIED) {
      session.execute("SET row_security = on");
    }
    if (options.quoting() == SnapshotOptions.Quoting.ALL) {
      session.execute("SET quote_all_identifiers = on");
    }
  }

  private static Instant now(Session lead) throws SQLException {
    Instant[] at = new Instant[1];
    lead.query(
        "SELECT pg_catalog.transaction_timestamp()",
        row -> at[0] = row.getObject(1, OffsetDateTime.class).toInstant());
    return at[0];
  }
}
