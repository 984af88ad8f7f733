package dev.lifeboat.restore;

import dev.lifeboat.archive.EntryStatements;
import dev.lifeboat.archive.OwnerStatement;
import dev.lifeboat.archive.ScriptReader;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of entries. Thread-safe. */
final class EntryRunner {
  private static final String DEADLOCK = "40P01";
  private static final int ATTEMPTS = 3;

  private final EntryStatements statements;
  private final RestoreConduct conduct;
  private final Commits commits;
  private final Failures failures;
  private final Tally tally;
  private final boolean namesAreQualified;

  EntryRunner(Toc toc, RestoreConduct conduct, Failures failures, Tally tally) {
    this.statements = new EntryStatements(toc);
    this.conduct = conduct;
    this.commits = Commits.of(conduct.transactions());
    this.failures = failures;
    this.tally = tally;
    this.namesAreQualified = toc.hasQualifiedNames();
  }

  /** Drops what entries make; each on its own unless all is one transaction. */
  void dropAll(Session session, List<TocEntry> entries, RestoreOptions.Existing existing) {
    for (TocEntry entry : entries) {
      String sql =
          existing == RestoreOptions.Existing.DROPPED
              ? DropStatement.of(entry)
              : DropStatement.ifThere(entry);
      if (!sql.isEmpty() && !InitialObjects.isDroppedBy(sql)) {
        collect(entry, () -> drop(session, entry, sql));
      }
    }
  }

  /** Runs entries one after another, in transactions of many. */
  void runAll(Session session, List<TocEntry> entries) {
    int size = Math.min(conduct.transactions().batch(), Math.max(1, entries.size()));
    for (int from = 0; from < entries.size(); from += size) {
      runBatch(session, entries.subList(from, Math.min(entries.size(), from + size)));
    }
  }

  /** Runs an entry in a transaction of its own, again if it met a deadlock. */
  void runAlone(Session session, TocEntry entry) {
    collect(entry, () -> retry(session, entry));
  }

  /** States what the names of an entry rely on, and its functions, for the transaction. */
  void prepare(Session session, TocEntry entry) throws SQLException {
    String path = searchPath(entry);
    if (!path.isEmpty()) {
      session.execute("SET LOCAL search_path = " + path);
    }
  }

  /** Empties the path again: statements of Lifeboat's own are not to find what the target has. */
  void conclude(Session session, TocEntry entry) throws SQLException {
    if (!searchPath(entry).isEmpty()) {
      session.execute("SET LOCAL search_path = ''");
    }
  }

  private String searchPath(TocEntry entry) {
    String schema = entry.namespace();
    List<String> path = new ArrayList<>();
    if (!namesAreQualified && schema != null && !schema.isEmpty()) {
      path.add(Sql.identifier(schema));
      path.add("pg_catalog");
    }
    conduct.session().searchPath().ifPresent(path::add);
    return String.join(", ", path);
  }

  /** Once one of many is refused, each is run on its own to see which. */
  private void runBatch(Session session, List<TocEntry> batch) {
    try {
      inTransaction(session, batch);
    } catch (RefusedException e) {
      if (!conduct.goesOn()) {
        throw e;
      }
      batch.forEach(entry -> runAlone(session, entry));
    }
  }

  private void collect(TocEntry entry, Runnable work) {
    try {
      work.run();
    } catch (RefusedException e) {
      if (!conduct.goesOn()) {
        throw e;
      }
      failures.add(entry, e);
    }
  }

  private void retry(Session session, TocEntry entry) {
    for (int attempt = 1; ; attempt++) {
      try {
        inTransaction(session, List.of(entry));
        return;
      } catch (LifeboatException e) {
        boolean deadlock =
            e.getCause() instanceof SQLException cause
                && PostgresFailure.state(cause).equals(DEADLOCK);
        if (!deadlock || attempt == ATTEMPTS || commits == Commits.AT_THE_END) {
          throw e;
        }
      }
    }
  }

  private void drop(Session session, TocEntry entry, String sql) {
    try {
      session.execute(sql);
    } catch (SQLException e) {
      Rollback.after(session, e);
      throw PostgresFailure.of("drop " + Sql.oneLine(entry.title()), e);
    }
  }

  private void inTransaction(Session session, List<TocEntry> entries) {
    TocEntry current = entries.get(0);
    try {
      commits.begin(session);
      for (TocEntry entry : entries) {
        current = entry;
        run(session, entry);
      }
      commits.end(session);
    } catch (SQLException e) {
      Rollback.after(session, e);
      throw PostgresFailure.of("restore " + Sql.oneLine(current.title()), e);
    }
    entries.forEach(entry -> tally.entry());
  }

  private void run(Session session, TocEntry entry) throws SQLException {
    prepare(session, entry);
    if (!InitialObjects.has(session, entry.definition())) {
      define(session, statements.settings("SET LOCAL", entry) + statements.definition(entry));
    }
    execute(session, statements.accessMethod(entry));
    execute(session, OwnerStatement.of(entry));
    conclude(session, entry);
  }

  /** The driver does not find the end of a body of statements where others follow it. */
  private static void define(Session session, String sql) throws SQLException {
    if (sql.contains("BEGIN ATOMIC")) {
      for (String statement : ScriptReader.statements(sql, session.encoding())) {
        session.execute(statement);
      }
    } else {
      session.execute(sql);
    }
  }

  private static void execute(Session session, Optional<String> statement) throws SQLException {
    if (statement.isPresent()) {
      session.execute(statement.get());
    }
  }
}
