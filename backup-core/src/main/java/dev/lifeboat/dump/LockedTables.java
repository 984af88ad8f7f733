package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.RelationNames;
import dev.lifeboat.dump.catalog.Selection;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Locks all tables that a dump reads, then begins to see them, until no table has come in between.
 * For one dump.
 */
final class LockedTables {
  private static final int TABLES_PER_STATEMENT = 1_000;
  private static final int ATTEMPTS = 5;
  private static final String TABLES =
      """
      SELECT c.oid, n.nspname,
        pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS sql
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE {with_data c n} AND c.relkind IN ('r', 'p')
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
      ORDER BY c.oid
      """;

  /** What a snapshot says of a table's file, and what is true now. */
  private static final String REWRITTEN =
      TABLES.replace(
          "ORDER BY",
          "AND c.relkind = 'r' AND c.relfilenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(c.oid) ORDER BY");

  private final Session lead;
  private final DumpOptions options;
  private Selection selection = Selection.ALL;

  LockedTables(Session lead, DumpOptions options) {
    this.lead = lead;
    this.options = options;
  }

  /** What the filter matches, as of the last time that tables were listed. */
  Selection selection() {
    return selection;
  }

  /**
   * Locks all tables.
   *
   * @param begin begins the transaction that is to hold the locks
   */
  void lock(Beginning begin) throws SQLException {
    if (options.snapshot().imported().isPresent()) {
      begin.begin();
      lockAsOf(options.snapshot().imported().get());
    } else {
      lockBefore(begin);
    }
    lead.execute("SET LOCAL lock_timeout = 0");
  }

  private void lockBefore(Beginning begin) throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Map<String, Long> tables = tables();
      begin.begin();
      if (lock(tables.keySet()) && areLocked(tables, tables()) && showsRowsOf(tables.keySet())) {
        return;
      }
      lead.rollback();
    }
    throw new RetryableException(
        "Tables came and went while the dump tried to lock them; try again when no migration runs");
  }

  /**
   * The locks come after the snapshot, which shows tables that were truncated or rewritten in
   * between as empty (PostgreSQL documentation, chapter "Concurrency Control", section "Caveats").
   */
  private void lockAsOf(String snapshot) throws SQLException {
    Map<String, Long> tables = tables();
    if (!lock(tables.keySet()) || !RelationNames.moved(lead, tables).isEmpty()) {
      throw new RefusedException(
          "Tables that the snapshot '%s' shows are gone or renamed; export a new one and dump again"
              .formatted(Sql.oneLine(snapshot)));
    }
    Set<String> rewritten = tables(REWRITTEN).keySet();
    if (!rewritten.isEmpty()) {
      throw new RefusedException(
          "Since the snapshot '%s' was taken, tables were truncated or rewritten, so that it may not show their rows: %s; export a new one and dump again"
              .formatted(Sql.oneLine(snapshot), Sql.oneLine(String.join(", ", rewritten))));
    }
  }

  /** Names that the driver cannot send are locked by a block, which takes the snapshot before. */
  private boolean showsRowsOf(Collection<String> tables) throws SQLException {
    return tables.stream().allMatch(lead::carries) || tables(REWRITTEN).isEmpty();
  }

  /** Locks were taken by name, so a table that has another's name is not locked. */
  private boolean areLocked(Map<String, Long> locked, Map<String, Long> seen) throws SQLException {
    return locked.entrySet().containsAll(seen.entrySet())
        && RelationNames.moved(lead, seen).isEmpty();
  }

  /** The OID of each table by its name as SQL, in the order of the OIDs. */
  private Map<String, Long> tables() throws SQLException {
    selection = Selection.of(lead, options.scope().filter());
    return tables(TABLES);
  }

  private Map<String, Long> tables(String query) throws SQLException {
    Map<String, Long> tables = new LinkedHashMap<>();
    new CatalogReader(lead)
        .each(
            query,
            row -> {
              if (selection.hasRelation(row.getLong("oid"), row.getString("nspname"))) {
                tables.put(row.getString("sql"), row.getLong("oid"));
              }
            });
    return tables;
  }

  /** False when a table vanished before it was locked. */
  private boolean lock(Collection<String> names) throws SQLException {
    List<String> tables = List.copyOf(names);
    lead.execute("SET LOCAL lock_timeout = " + options.snapshot().lockTimeout().toMillis());
    for (int from = 0; from < tables.size(); from += TABLES_PER_STATEMENT) {
      List<String> some =
          tables.subList(from, Math.min(tables.size(), from + TABLES_PER_STATEMENT));
      try {
        lead.execute("LOCK TABLE ONLY " + String.join(", ONLY ", some) + " IN ACCESS SHARE MODE");
      } catch (SQLException e) {
        switch (PostgresFailure.state(e)) {
          case "42P01", "42809", "3F000" -> {
            return false;
          }
          case "55P03" -> throw explained(e, () -> blocked(some, e));
          case "53200" -> throw explained(e, () -> tooMany(tables.size(), e));
          default -> throw e;
        }
      }
    }
    return true;
  }

  /** Asking the server for more may fail as well, which must not hide why it is asked. */
  private static LifeboatException explained(SQLException cause, Explanation explanation) {
    try {
      return explanation.explain();
    } catch (SQLException e) {
      cause.addSuppressed(e);
      return PostgresFailure.of("lock the tables", cause);
    }
  }

  /** The lock table has room for so many locks for each connection that there may be. */
  private RefusedException tooMany(int tables, SQLException cause) throws SQLException {
    lead.rollback();
    int connections =
        Integer.parseInt(
            lead.text(
                "SELECT pg_catalog.current_setting('max_connections')::pg_catalog.int4"
                    + " + pg_catalog.current_setting('max_prepared_transactions')::pg_catalog.int4"));
    int enough = (int) Math.ceil(1.1 * tables / connections) + 64;
    return new RefusedException(
        "The server's lock table has no room for %d tables; set max_locks_per_transaction to %d or more (it is %s) and restart the server, or dump schema by schema"
            .formatted(
                tables,
                enough,
                lead.text("SELECT pg_catalog.current_setting('max_locks_per_transaction')")),
        cause);
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
            lead.connection()
                .createArrayOf("text", tables.stream().filter(lead::carries).toArray()));
    return new RetryableException(
        "Tables could not be locked within %s; in the way: %s; try again when that has ended"
            .formatted(
                options.snapshot().lockTimeout(),
                blockers.isEmpty()
                    ? "a session that is gone"
                    : Sql.oneLine(String.join(", ", blockers))),
        cause);
  }

  /** Begins the transaction of a dump. */
  @FunctionalInterface
  interface Beginning {
    void begin() throws SQLException;
  }

  /** Makes the exception for locks that were not to be had. */
  @FunctionalInterface
  private interface Explanation {
    LifeboatException explain() throws SQLException;
  }
}
