package dev.lifeboat.dump;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The one moment of the source that a dump sees, and the locks that keep its tables from being
 * dropped or altered. For one thread at a time, but for {@link #join()}.
 *
 * <p>The locks come before the snapshot: LOCK TABLE takes none, so that no table can change between
 * the snapshot and its lock (PostgreSQL documentation, page "LOCK").
 */
final class SourceSnapshot implements AutoCloseable {
  private static final int TABLES_PER_STATEMENT = 1_000;
  private static final int ATTEMPTS = 5;
  private static final String TABLES =
      """
      SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
            AND d.deptype = 'e' AND c.oid <> ALL (coalesce(e.extconfig, '{}')))
      ORDER BY c.oid
      """;
  private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final DataSource source;
  private final Session lead;
  private final String id;
  private final Instant at;

  private SourceSnapshot(DataSource source, Session lead, String id, Instant at) {
    this.source = source;
    this.lead = lead;
    this.id = id;
    this.at = at;
  }

  /**
   * Locks all tables and takes the snapshot.
   *
   * @param source the host's
   * @param options how long to wait for locks
   * @return the snapshot, to be closed by the caller
   */
  static SourceSnapshot take(DataSource source, DumpOptions options) {
    Session lead = Session.reading(source);
    try {
      PoolerCheck.refuseTransactionPooling(lead, source);
      UnreadableTables.refuse(lead);
      if (options.content() != DumpContent.SCHEMA_ONLY) {
        UnreadableTables.refuseLargeObjects(lead);
      }
      return new LockedTables(lead, options.lockTimeout()).take(source);
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
      worker.begin();
      worker.execute(BEGIN);
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

  /** Locks tables, then takes a snapshot, until no table has come in between. */
  private static final class LockedTables {
    private final Session lead;
    private final java.time.Duration timeout;

    LockedTables(Session lead, java.time.Duration timeout) {
      this.lead = lead;
      this.timeout = timeout;
    }

    SourceSnapshot take(DataSource source) throws SQLException {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        List<String> tables = lead.texts(TABLES);
        lead.begin();
        lead.execute(BEGIN);
        if (lock(tables) && addNewcomers(tables)) {
          lead.execute("SET LOCAL lock_timeout = 0");
          Instant at = instant();
          return new SourceSnapshot(
              source, lead, lead.text("SELECT pg_catalog.pg_export_snapshot()"), at);
        }
        lead.rollback();
      }
      throw new RetryableException(
          "Tables came and went while the dump tried to lock them; try again when no migration runs");
    }

    private Instant instant() throws SQLException {
      Instant[] at = new Instant[1];
      lead.query(
          "SELECT pg_catalog.transaction_timestamp()",
          row -> at[0] = row.getObject(1, OffsetDateTime.class).toInstant());
      return at[0];
    }

    /** False when a table vanished before it was locked. */
    private boolean lock(List<String> tables) throws SQLException {
      lead.execute("SET LOCAL lock_timeout = " + timeout.toMillis());
      for (int from = 0; from < tables.size(); from += TABLES_PER_STATEMENT) {
        List<String> some =
            tables.subList(from, Math.min(tables.size(), from + TABLES_PER_STATEMENT));
        try {
          lead.execute("LOCK TABLE ONLY " + String.join(", ONLY ", some) + " IN ACCESS SHARE MODE");
        } catch (SQLException e) {
          switch (PostgresFailure.state(e)) {
            case "42P01", "3F000" -> {
              return false;
            }
            case "55P03" -> throw blocked(some, e);
            default -> throw e;
          }
        }
      }
      return true;
    }

    /** Locks what was made after the tables were listed; the snapshot exists from here on. */
    private boolean addNewcomers(List<String> tables) throws SQLException {
      Set<String> known = new HashSet<>(tables);
      List<String> newcomers = new ArrayList<>(lead.texts(TABLES));
      newcomers.removeIf(known::contains);
      return newcomers.isEmpty();
    }

    private LifeboatException blocked(List<String> tables, SQLException cause) throws SQLException {
      lead.rollback();
      List<String> blockers =
          lead.texts(
              """
              SELECT DISTINCT pg_catalog.format('%s (pid %s, %s)',
                coalesce(nullif(a.application_name, ''), 'a session'), l.pid,
                coalesce(a.usename, 'unknown role'))
                || ' on ' || l.relation::pg_catalog.regclass::pg_catalog.text
              FROM pg_catalog.pg_locks AS l
              JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
              WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
                AND l.relation = ANY (?::pg_catalog.regclass[])
              """,
              lead.connection().createArrayOf("text", tables.toArray()));
      return new RetryableException(
          "Tables could not be locked within %s; in the way: %s; try again when that has ended"
              .formatted(
                  timeout,
                  blockers.isEmpty()
                      ? "a session that is gone"
                      : Sql.oneLine(String.join(", ", blockers))),
          cause);
    }
  }
}
