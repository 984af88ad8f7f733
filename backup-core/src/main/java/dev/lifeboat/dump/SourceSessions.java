package dev.lifeboat.dump;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.postgres.NetworkTimeout;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a dump: one that leads, and one for each worker. Thread-safe; a session is for
 * one thread at a time.
 *
 * <p>All are opened before any of them takes a lock. A login reads shared catalogs, so it waits
 * behind a REINDEX or VACUUM FULL of one that itself waits for a lock of this dump, and the server
 * finds no deadlock in that. A connection that is lost is replaced, which is waited for no longer
 * than for a lock.
 */
final class SourceSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSessions.class);

  private final DataSource source;
  private final SnapshotOptions options;
  private final Session lead;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final Set<Session> taken = ConcurrentHashMap.newKeySet();

  private SourceSessions(DataSource source, SnapshotOptions options) {
    this.source = source;
    this.options = options;
    this.lead = prepared(Session.reading(source));
  }

  /**
   * Connects.
   *
   * @param source the host's
   * @param options how many workers there are, and how they read
   * @return the sessions, none in a transaction, to be closed by the caller
   */
  static SourceSessions open(DataSource source, DumpOptions options) {
    SourceSessions sessions = new SourceSessions(source, options.snapshot());
    try {
      for (int worker = 1; worker <= options.jobs(); worker++) {
        sessions.addWorker(options.jobs());
      }
      return sessions;
    } catch (RuntimeException | Error e) {
      sessions.close();
      throw e;
    }
  }

  /** The session that leads. */
  Session lead() {
    return lead;
  }

  /**
   * Takes the session of a worker, to be {@linkplain #giveBack given back}; another one where it
   * was lost.
   */
  Session take() {
    Session known = idle.poll();
    Session worker = known == null ? prepared(Session.reading(source, replacementLimit())) : known;
    taken.add(worker);
    return worker;
  }

  /** How long to wait for a connection in place of a lost one, while the lead holds locks. */
  private Duration replacementLimit() {
    Duration usual = NetworkTimeout.of(source);
    return usual.compareTo(options.lockTimeout()) < 0 ? usual : options.lockTimeout();
  }

  /** Takes back the session of a worker and ends its transaction; one that is broken is closed. */
  void giveBack(Session worker) {
    taken.remove(worker);
    if (worker.isAborted()) {
      worker.close();
      return;
    }
    try {
      worker.rollback();
      idle.push(worker);
    } catch (SQLException e) {
      LOG.debug("A connection to the source was lost", e);
      worker.close();
    }
  }

  /** Ends at once whatever the sessions that are taken are doing. */
  void abortTaken() {
    taken.forEach(Session::abort);
  }

  /** Closes all that are not taken. */
  @Override
  public void close() {
    for (Session worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
    lead.close();
  }

  private void addWorker(int jobs) {
    try {
      idle.add(prepared(Session.reading(source)));
    } catch (RetryableException e) {
      throw new RetryableException(
          "A dump with %d job%s takes %d connections at once, and only %d could be had (%s); give the pool more connections, or use fewer jobs"
              .formatted(jobs, jobs == 1 ? "" : "s", jobs + 1, idle.size() + 1, e.getMessage()),
          e);
    }
  }

  /** States what differs from what sessions usually state, which put it back as well. */
  private Session prepared(Session session) {
    try {
      if (options.rowSecurity() == SnapshotOptions.RowSecurity.APPLIED) {
        session.execute("SET row_security = on");
      }
      if (options.quoting() == SnapshotOptions.Quoting.ALL) {
        session.execute("SET quote_all_identifiers = on");
      }
      return session;
    } catch (SQLException e) {
      session.close();
      throw PostgresFailure.of("prepare a session of the source", e);
    }
  }
}
