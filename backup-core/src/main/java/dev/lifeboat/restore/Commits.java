package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import java.sql.SQLException;

/** When the pieces of a restore are committed. */
enum Commits {
  /** Each on its own. */
  EACH,
  /** All at the end, by one session. */
  AT_THE_END;

  static Commits of(Transactions transactions) {
    return transactions instanceof Transactions.Single ? AT_THE_END : EACH;
  }

  /** Begins a piece. */
  void begin(Session session) throws SQLException {
    if (this == EACH) {
      session.begin();
    }
  }

  /** Ends a piece. */
  void end(Session session) throws SQLException {
    if (this == EACH) {
      session.commit();
    }
  }
}
