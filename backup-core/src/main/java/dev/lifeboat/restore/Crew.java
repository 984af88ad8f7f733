package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The connections of a restore, and the workers that use them. For one thread at a time. */
final class Crew implements AutoCloseable {
  private final List<Session> sessions;

  private Crew(List<Session> sessions) {
    this.sessions = sessions;
  }

  /**
   * Connects.
   *
   * @param target to what
   * @param jobs how many times
   * @param preparation is done to each session
   */
  static Crew open(DataSource target, int jobs, Consumer<Session> preparation) {
    Crew crew = new Crew(new ArrayList<>());
    try {
      for (int i = 0; i < jobs; i++) {
        Session session = Session.writing(target);
        crew.sessions.add(session);
        preparation.accept(session);
      }
      return crew;
    } catch (RuntimeException e) {
      crew.close();
      throw e;
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
    new CrewRun(sessions, queue).run();
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
