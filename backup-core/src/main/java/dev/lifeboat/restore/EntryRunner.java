package dev.lifeboat.restore;

import dev.lifeboat.archive.EntryStatements;
import dev.lifeboat.archive.OwnerStatement;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the statements of entries. Thread-safe. */
final class EntryRunner {
  /** So many objects are locked at once at most, well below what a server takes by default. */
  private static final int BATCH = 100;

  private static final String DEADLOCK = "40P01";
  private static final int ATTEMPTS = 3;

  private final EntryStatements statements;
  private final RestoreOptions options;
  private final Tally tally;
  private final boolean namesAreQualified;

  EntryRunner(Toc toc, RestoreOptions options, Tally tally) {
    this.statements = new EntryStatements(toc);
    this.options = options;
    this.tally = tally;
    this.namesAreQualified =
        toc.entries().stream().anyMatch(entry -> entry.description().equals("SEARCHPATH"));
  }

  /** Runs entries one after another, in transactions of many. */
  void runAll(Session session, List<TocEntry> entries) {
    for (int from = 0; from < entries.size(); from += BATCH) {
      List<TocEntry> batch = entries.subList(from, Math.min(entries.size(), from + BATCH));
      inTransaction(session, batch);
    }
  }

  /** Runs an entry in a transaction of its own, again if it met a deadlock. */
  void runAlone(Session session, TocEntry entry) {
    for (int attempt = 1; ; attempt++) {
      try {
        inTransaction(session, List.of(entry));
        return;
      } catch (LifeboatException e) {
        boolean deadlock =
            e.getCause() instanceof SQLException cause
                && PostgresFailure.state(cause).equals(DEADLOCK);
        if (!deadlock || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** States what the names of an entry rely on, for the transaction. */
  void prepare(Session session, TocEntry entry) throws SQLException {
    String schema = entry.namespace();
    if (!namesAreQualified && schema != null && !schema.isEmpty()) {
      session.execute("SET LOCAL search_path = " + Sql.identifier(schema) + ", pg_catalog");
    }
  }

  private void inTransaction(Session session, List<TocEntry> entries) {
    TocEntry current = entries.get(0);
    try {
      session.begin();
      for (TocEntry entry : entries) {
        current = entry;
        run(session, entry);
      }
      session.commit();
    } catch (SQLException e) {
      Rollback.after(session, e);
      throw PostgresFailure.of("restore " + Sql.oneLine(current.title()), e);
    }
    entries.forEach(entry -> tally.entry());
  }

  private void run(Session session, TocEntry entry) throws SQLException {
    prepare(session, entry);
    session.execute(statements.settings("SET LOCAL", entry) + statements.definition(entry));
    execute(session, statements.accessMethod(entry));
    if (options.owners() == RestoreOptions.Keep.AS_ARCHIVED) {
      execute(session, OwnerStatement.of(entry));
    }
  }

  private static void execute(Session session, Optional<String> statement) throws SQLException {
    if (statement.isPresent()) {
      session.execute(statement.get());
    }
  }
}
