package dev.lifeboat.restore;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.Pools;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the temporary databases that killed runs have left on a server: those whose name and
 * comment say so, or that accept no connections, whose owner's lock is gone and in which nobody is
 * connected.
 */
final class LeftoverDatabases {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverDatabases.class);

  /** One that accepts no connections is not yet marked, or was about to be published. */
  private static final String CANDIDATES =
      "SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database'), d.datallowconn,"
          + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_subscription AS s"
          + " WHERE s.subdbid = d.oid)"
          + " FROM pg_catalog.pg_database AS d"
          + " WHERE d.datname ~ ? AND pg_catalog.pg_has_role(d.datdba, 'USAGE')"
          + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a"
          + " WHERE a.datid = d.oid AND a.backend_type IS DISTINCT FROM 'autovacuum worker')"
          + " ORDER BY d.datname";

  /** Locks are shown for all databases, whichever a session is connected to. */
  private static final String LOCKS =
      "SELECT l.classid::pg_catalog.int8, l.objid::pg_catalog.int8 FROM pg_catalog.pg_locks AS l"
          + " WHERE l.locktype = 'advisory' AND l.objsubid = 1";

  private LeftoverDatabases() {}

  /**
   * Drops what can be dropped; what cannot is left to a later run.
   *
   * @param session of a role that may own some, not in a transaction
   * @param connector gives what connects to the database of a name
   */
  static void drop(Session session, Function<String, DataSource> connector) {
    try {
      List<Leftover> candidates = candidates(session);
      if (!candidates.isEmpty()) {
        // Looked at after the databases: an owner takes its lock before it creates.
        Set<Long> held = locks(session);
        candidates.removeIf(each -> held.contains(each.name.lock()));
        candidates.forEach(each -> drop(session, connector, each));
      }
    } catch (SQLException e) {
      LOG.debug("Temporary databases of killed runs could not be looked for", e);
    }
  }

  private static List<Leftover> candidates(Session session) throws SQLException {
    List<Leftover> candidates = new ArrayList<>();
    session.query(
        CANDIDATES,
        row -> {
          String comment = row.getString(2);
          boolean opened = row.getBoolean(3);
          boolean subscribes = row.getLong(4) > 0;
          TemporaryName.parse(row.getString(1))
              .filter(name -> Objects.equals(comment, name.comment()) || !opened)
              .ifPresent(name -> candidates.add(new Leftover(name, subscribes)));
        },
        TemporaryName.PATTERN);
    return candidates;
  }

  private static Set<Long> locks(Session session) throws SQLException {
    Set<Long> locks = new HashSet<>();
    session.query(LOCKS, row -> locks.add((row.getLong(1) << 32) | row.getLong(2)));
    return locks;
  }

  /** Without FORCE: the server itself refuses while somebody is connected. */
  private static void drop(
      Session session, Function<String, DataSource> connector, Leftover leftover) {
    try {
      if (leftover.subscribes) {
        TemporaryDatabase.allowConnections(session, leftover.name.text(), true);
        RestoredSubscriptions.drop(Pools.open(connector, leftover.name.text()));
      }
      session.execute("DROP DATABASE IF EXISTS " + Sql.identifier(leftover.name.text()));
      LOG.info("Dropped database {}, which a killed run had left", leftover.name);
    } catch (SQLException | LifeboatException e) {
      LOG.info("Database {} of a killed run stays: {}", leftover.name, e.getMessage());
    }
  }

  private record Leftover(TemporaryName name, boolean subscribes) {}
}
