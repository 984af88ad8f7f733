package dev.lifeboat.restore;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the subscriptions out of a database that is to be dropped, which the server refuses as long
 * as there are any.
 *
 * <p>Their slots belong to the database that was dumped: each is let go of first, so that the
 * publisher is not asked to drop it (see page "DROP SUBSCRIPTION" of PostgreSQL's documentation).
 */
public final class RestoredSubscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredSubscriptions.class);
  private static final String NAMES =
      "SELECT s.subname FROM pg_catalog.pg_subscription AS s"
          + " JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid"
          + " WHERE d.datname = pg_catalog.current_database()";

  private RestoredSubscriptions() {}

  /**
   * Drops all subscriptions of a database, and nothing on any publisher. Where that fails, the
   * server names them as it refuses to drop the database.
   *
   * @param database connects to it
   */
  public static void drop(DataSource database) {
    try {
      dropAll(database);
    } catch (SQLException | LifeboatException e) {
      LOG.debug("Subscriptions of a database that is to be dropped could not be looked for", e);
    }
  }

  private static void dropAll(DataSource database) throws SQLException {
    try (Session session = Session.writing(database)) {
      List<String> names = session.texts(NAMES);
      for (String name : names) {
        String subscription = "SUBSCRIPTION " + Sql.identifier(name);
        session.execute("ALTER " + subscription + " DISABLE");
        session.execute("ALTER " + subscription + " SET (slot_name = NONE)");
        session.execute("DROP " + subscription);
      }
    }
  }
}
