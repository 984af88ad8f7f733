package dev.lifeboat.restore;

import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.archive.ScriptPart;
import dev.lifeboat.archive.ScriptReader;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.CopyIn;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads the data of one segment, in the transaction of its session; {@link #finish()} must follow.
 * For one thread.
 */
final class TableLoader implements DataVisitor {
  private final Session session;
  private final Halt halt;
  private final LoadContext context;
  private final Set<Integer> frozen;
  private final LargeObjectLoader largeObjects;
  private final Map<Integer, Long> rowsTaken = new HashMap<>();
  private final Set<Integer> emptied = new HashSet<>();

  /**
   * A loader.
   *
   * @param frozen the entries whose rows are frozen, as nobody else loads their tables
   */
  TableLoader(Session session, Halt halt, LoadContext context, Set<Integer> frozen) {
    this.session = session;
    this.halt = halt;
    this.context = context;
    this.frozen = frozen;
    this.largeObjects = new LargeObjectLoader(session);
  }

  @Override
  public void tableData(int dumpId, InputStream rows) throws IOException {
    TocEntry entry = context.entry(dumpId);
    try {
      context.runner().prepare(session, entry);
      rowsTaken.merge(dumpId, load(entry, rows), Long::sum);
      context.runner().conclude(session, entry);
    } catch (SQLException e) {
      throw PostgresFailure.of("load " + Sql.oneLine(entry.title()), e);
    } catch (VirtualMachineError e) {
      throw aborted("load " + Sql.oneLine(entry.title()), e);
    }
  }

  @Override
  public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
    try {
      halt.check();
      long bytes = largeObjects.load(oid, content);
      context.tally().sent(bytes, 0);
      context.tally().largeObject();
    } catch (SQLException e) {
      throw PostgresFailure.of("load large object " + oid, e);
    } catch (VirtualMachineError e) {
      throw aborted("load large object " + oid, e);
    }
  }

  private LifeboatException aborted(String attempt, VirtualMachineError cause) {
    session.abort();
    return JavaLimits.of(attempt, cause);
  }

  /** Sends what was kept back; then all was sent. */
  void finish() {
    try {
      largeObjects.flush();
    } catch (SQLException e) {
      throw PostgresFailure.of("load large objects", e);
    }
  }

  /** Counts the rows, once they are committed. */
  void count() {
    rowsTaken.forEach(
        (dumpId, rows) -> {
          TocEntry entry = context.entry(dumpId);
          String schema = entry.namespace() == null ? "" : entry.namespace();
          context.tally().taken(schema, entry.tag(), rows);
          context.tally().entry();
        });
  }

  private long load(TocEntry entry, InputStream rows) throws SQLException, IOException {
    String statement = entry.copyStatement();
    if (statement == null || statement.isBlank()) {
      return insert(rows);
    }
    String copy =
        isFrozen(entry)
            ? CopyIn.frozen(statement, context.encoding())
            : CopyIn.inEncoding(statement, context.encoding());
    return CopyIn.load(session, copy, rows, this::noteSent);
  }

  /** Slices of a table that follow on the first are frozen if that is. */
  private boolean isFrozen(TocEntry entry) throws SQLException {
    if (!rowsTaken.containsKey(entry.dumpId())
        && frozen.contains(entry.dumpId())
        && FreshTable.ready(session, entry)) {
      emptied.add(entry.dumpId());
    }
    return emptied.contains(entry.dumpId());
  }

  /** Data that was dumped as INSERT statements. */
  private long insert(InputStream statements) throws SQLException, IOException {
    ScriptReader reader = new ScriptReader(statements, context.encoding());
    long rows = 0;
    for (Optional<ScriptPart> part = reader.next(); part.isPresent(); part = reader.next()) {
      halt.check();
      if (!(part.get() instanceof ScriptPart.Statement statement)) {
        throw new RefusedException("Data dumped as statements holds what is no statement");
      }
      session.execute(statement.sql());
      context.tally().sent(statement.sql().length(), 1);
      rows++;
    }
    return rows;
  }

  private void noteSent(long bytes, long rows) {
    halt.check();
    context.tally().sent(bytes, rows);
  }
}
