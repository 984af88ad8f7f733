package dev.lifeboat.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks a server, over another connection, what it does for a session from which nothing comes. */
final class Witness {
  /** Asks for one session alone and no shared catalog, which others may lock. */
  private static final String QUERY =
      "SELECT a.state, a.wait_event FROM pg_catalog.pg_stat_get_activity(?) AS a";

  private Witness() {}

  /** What the server says. */
  enum Answer {
    /** It works for the session, or waits for a lock. */
    BUSY("the server works on"),
    /** It has sent all it could, or wants to read more. */
    WAITING_FOR_US("the server is waiting for this end"),
    /** It has no such session. */
    GONE("the server has no such session any more"),
    /** It need not be asked, as it was to answer at once. */
    LATE("the server was to answer at once"),
    /** It does not answer. */
    UNREACHABLE("the server does not answer on another connection either"),
    /** There was no connection to ask it on, or it would not say. */
    UNKNOWN("there was no other connection to ask the server on");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    /** The answer in words that follow "and". */
    String words() {
      return words;
    }
  }

  /**
   * Asks.
   *
   * @param dataSource gives the other connection
   * @param backend what to ask for
   * @param limit how long it may take
   */
  static Answer ask(DataSource dataSource, Backend backend, Duration limit) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> answer.complete(query(dataSource, backend)), "lifeboat-ask");
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException | ExecutionException e) {
      Answer silence = waitsForPool(asking) ? Answer.UNKNOWN : Answer.UNREACHABLE;
      asking.interrupt();
      return silence;
    }
  }

  /** A thread that waits for a pool is parked; one that waits for the network is not. */
  private static boolean waitsForPool(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private static Answer query(DataSource dataSource, Backend backend) {
    try (Session session = Session.brief(dataSource)) {
      return answer(session, backend);
    } catch (SQLException | RuntimeException e) {
      return isOfNetwork(e) ? Answer.UNREACHABLE : Answer.UNKNOWN;
    }
  }

  private static Answer answer(Session session, Backend backend) throws SQLException {
    Backend here = Backend.of(session);
    if (!backend.direct() || !here.direct()) {
      return Answer.UNKNOWN; // a pooler may have lent the process to somebody else
    }
    if (!backend.isOfSameServer(here)) {
      return String.valueOf(backend.address()).equals(String.valueOf(here.address()))
          ? Answer.GONE // it was started again
          : Answer.UNKNOWN; // the data source connects to several
    }
    Answer[] answer = {Answer.GONE};
    session.query(
        QUERY,
        row -> answer[0] = answer(row.getString(1), String.valueOf(row.getString(2))),
        backend.pid());
    return answer[0];
  }

  private static Answer answer(@Nullable String state, String waitEvent) {
    if (state == null) {
      return Answer.UNKNOWN; // the role may not see it
    }
    boolean waits = waitEvent.equals("ClientRead") || waitEvent.equals("ClientWrite");
    return waits || state.startsWith("idle") ? Answer.WAITING_FOR_US : Answer.BUSY;
  }

  private static boolean isOfNetwork(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return PostgresFailure.isLostConnection(failure);
  }
}
