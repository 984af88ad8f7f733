package dev.lifeboat.restore;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The connections of a restore, and the workers that use them. For one thread at a time. */
final class Crew implements AutoCloseable {
  private final List<Session> sessions = new ArrayList<>();
  private final Commits commits;

  private Crew(Commits commits) {
    this.commits = commits;
  }

  /**
   * Connects.
   *
   * @param target to what
   * @param conduct how many times, and how the sessions are
   * @param preparation is done to each session
   */
  static Crew open(DataSource target, RestoreConduct conduct, Consumer<Session> preparation) {
    Crew crew = new Crew(Commits.of(conduct.transactions()));
    try {
      for (int i = 0; i < conduct.workers(); i++) {
        Session session = crew.connect(target, conduct);
        crew.sessions.add(session);
        preparation.accept(session);
      }
      return crew;
    } catch (RuntimeException | Error e) {
      crew.close();
      throw e;
    }
  }

  private Session connect(DataSource target, RestoreConduct conduct) {
    try {
      return conduct.session().open(target);
    } catch (RetryableException e) {
      if (sessions.isEmpty()) {
        throw e;
      }
      throw new RetryableException(
          "A restore with %d jobs takes %d connections at once, and only %d could be had (%s); give the pool more connections, or use fewer jobs"
              .formatted(conduct.workers(), conduct.workers(), sessions.size(), e.getMessage()),
          e);
    }
  }

  /** Begins what is committed at the end. */
  void begin() {
    try {
      if (commits == Commits.AT_THE_END) {
        lead().begin();
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("begin the transaction", e);
    }
  }

  /** Commits what is not yet, and has the server write down all that was. */
  void end() {
    if (commits == Commits.AT_THE_END) {
      commit();
    }
    try {
      lead().makeDurable();
    } catch (SQLException e) {
      throw new UnknownOutcomeException(
          "All was committed, and the server has not said that it is written down (%s); look at the target before another attempt"
              .formatted(PostgresFailure.message(e)),
          e);
    }
  }

  private void commit() {
    try {
      lead().commit();
    } catch (SQLException e) {
      if (PostgresFailure.state(e).startsWith("08")) {
        throw new UnknownOutcomeException(
            "The connection was lost while all was committed (%s); look at the target before another attempt"
                .formatted(PostgresFailure.message(e)),
            e);
      }
      throw PostgresFailure.of("commit what was restored", e);
    }
  }

  /** The session of the thread that leads. */
  Session lead() {
    return sessions.get(0);
  }

  /**
   * Does all work of a queue, in parallel. The first failure ends it: the others are stopped, their
   * open work is rolled back.
   */
  void run(WorkQueue queue) {
    if (commits == Commits.AT_THE_END) {
      runHere(queue);
    } else {
      new CrewRun(sessions, queue).run();
    }
  }

  /** One transaction belongs to one thread from its beginning to its end. */
  private void runHere(WorkQueue queue) {
    Halt halt = new Halt();
    try {
      for (Work next = queue.take(halt); next != null; next = queue.take(halt)) {
        next.run(lead(), halt);
      }
    } catch (Error e) {
      lead().abort();
      throw e;
    }
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
