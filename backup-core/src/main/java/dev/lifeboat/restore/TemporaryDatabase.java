package dev.lifeboat.restore;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.postgres.Pools;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database under a private name that belongs to one run: dropped when it is closed, unless it was
 * published under another name before.
 *
 * <p>If the process is killed, the next run on the same server drops the database. It recognizes it
 * by its name, and its comment or that it accepts no connections, and knows that nobody uses it any
 * more by an advisory lock that this object holds from before the database exists until it is
 * closed. That takes one connection of the administrator's for all the time. The database accepts
 * no connections before its comment is there, nor when it gets its own one, shortly before it is
 * published.
 *
 * <p>Until then PUBLIC cannot connect to it: nobody reads rows whose privileges are still to come,
 * or puts something of his own in the way of what does.
 *
 * <p>For one thread at a time, except {@link #dataSource()}.
 */
public final class TemporaryDatabase implements AutoCloseable {
  /** A database accepts connections once its comment says whose it is. */
  static final String NOT_YET = " ALLOW_CONNECTIONS = false";

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryDatabase.class);
  private static final String TAKEN = "42P04";

  private final DataSource admin;
  private final TemporaryName name;
  private final Session holder;
  private final DataSource dataSource;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TemporaryDatabase(
      DataSource admin, TemporaryName name, Session holder, DataSource dataSource) {
    this.admin = admin;
    this.name = name;
    this.holder = holder;
    this.dataSource = dataSource;
  }

  /**
   * Creates an empty database to restore into for a proof.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param connector gives what connects, as the same role, to the database of a name, which exists
   *     when this is called
   * @param definition what the archive says of its database; where the server cannot have such a
   *     one, or it is empty, the database is in UTF-8 with the server's own locale
   * @return the database, to be closed by the caller, which drops it
   * @throws LifeboatException if there is none to be had
   */
  public static TemporaryDatabase scratch(
      DataSource admin,
      Function<String, DataSource> connector,
      Optional<DatabaseDefinition> definition) {
    return create(
        admin,
        connector,
        TemporaryName.Use.SCRATCH,
        (session, name) -> {
          boolean made =
              definition.isPresent() && definition.get().create(session, name, NOT_YET).isEmpty();
          if (!made) {
            DatabaseDefinition.createPlain(session, name, " ENCODING = 'UTF8'" + NOT_YET);
          }
        });
  }

  /**
   * Creates an empty database.
   *
   * @param creation creates the database of a name, with {@link #NOT_YET}
   */
  static TemporaryDatabase create(
      DataSource admin,
      Function<String, DataSource> connector,
      TemporaryName.Use use,
      Creation creation) {
    Session holder = Session.writing(admin);
    TemporaryName name = TemporaryName.random(use);
    try {
      LeftoverDatabases.drop(holder, connector);
      hold(holder, name);
      creation.create(holder, name.text());
    } catch (RuntimeException | Error e) {
      Uninterrupted.run(() -> letGo(holder, name));
      throw e;
    }
    return marked(admin, connector, holder, name);
  }

  private static TemporaryDatabase marked(
      DataSource admin,
      Function<String, DataSource> connector,
      Session holder,
      TemporaryName name) {
    try {
      mark(holder, name);
      DataSource dataSource = Pools.open(connector, name.text());
      requireConnection(dataSource, name);
      return new TemporaryDatabase(admin, name, holder, dataSource);
    } catch (RuntimeException | Error e) {
      Uninterrupted.run(() -> giveUp(holder, name, e));
      throw e;
    }
  }

  /** Connects to the database; gives as many connections as the connector does. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The private name. */
  public String name() {
    return name.text();
  }

  /** Gives the database to a role, which is to fill it. */
  void giveTo(String role) {
    onServer(
        "give database %s to %s".formatted(name, Sql.oneLine(role)),
        session -> {
          requireControl(session, role);
          session.execute(
              "ALTER DATABASE %s OWNER TO %s".formatted(identifier(), Sql.identifier(role)));
        });
  }

  /**
   * Gives the database, which is whole now, the name that it is to have: after what is added, or
   * not at all. Sessions that a pool keeps open in it are ended, as the server requires.
   *
   * @param publicName its name from now on
   * @param role that the addition is made as; empty for the role that connects
   * @param addition is made in one transaction by a session of the database, which still has its
   *     private name
   * @throws RefusedException if the name was taken meanwhile
   * @throws UnknownOutcomeException if the connection was lost and it cannot be found out what is
   *     true
   */
  void publish(String publicName, Optional<String> role, Step addition) {
    Uninterrupted.run(() -> publishNow(publicName, role, addition));
  }

  private void publishNow(String publicName, Optional<String> role, Step addition) {
    Step renaming = session -> rename(session, publicName, role, addition);
    try {
      renaming.run(holder);
    } catch (SQLException e) {
      Rollback.after(holder, e);
      if (!isLost(e)) {
        throw failure(publicName, e);
      }
      publishAgain(publicName, renaming, e);
    }
  }

  /** Leaves the database as it is, under its private name: for a person to look at and drop. */
  void keep() {
    Uninterrupted.run(this::keepNow);
  }

  private void keepNow() {
    onServer(
        "keep database " + name,
        session -> {
          allowConnections(session, name.text(), true);
          session.execute(
              "COMMENT ON DATABASE %s IS 'Lifeboat: a restore that failed; drop it after a look'"
                  .formatted(identifier()));
        });
    release();
  }

  /** Drops the database unless it was published or kept, whoever is connected. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Uninterrupted.run(this::dropAll);
    }
  }

  @Override
  public String toString() {
    return "database " + name;
  }

  private void dropAll() {
    try {
      dropSubscriptions();
      onServer("drop database %s, which is no longer needed".formatted(name), this::drop);
    } finally {
      letGo(holder, name);
    }
  }

  private static void giveUp(Session holder, TemporaryName name, Throwable cause) {
    try {
      drop(holder, name);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    letGo(holder, name);
  }

  /** They are dropped from within. */
  private void dropSubscriptions() {
    onServer(
        "prepare to drop database " + name,
        session -> {
          if (isThere(session, name.text())) {
            allowConnections(session, name.text(), true);
          }
        });
    RestoredSubscriptions.drop(dataSource);
  }

  private void release() {
    closed.set(true);
    letGo(holder, name);
  }

  private void rename(Session session, String publicName, Optional<String> role, Step addition)
      throws SQLException {
    allowConnections(session, name.text(), true);
    try (Session inside = Session.writing(dataSource)) {
      allowConnections(session, name.text(), false);
      complete(inside, role, addition);
    }
    session.texts(
        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
            + " WHERE datname = ? AND pid <> pg_catalog.pg_backend_pid()",
        name.text());
    session.begin();
    session.execute("SET LOCAL synchronous_commit = on");
    allowConnections(session, name.text(), true);
    session.execute(
        "ALTER DATABASE %s RENAME TO %s".formatted(identifier(), Sql.identifier(publicName)));
    session.commit();
    release();
  }

  /** From here on nothing but the name, and that nobody can connect, says whose the database is. */
  private void complete(Session inside, Optional<String> role, Step addition) throws SQLException {
    inside.begin();
    inside.execute("SET LOCAL synchronous_commit = on");
    inside.execute("COMMENT ON DATABASE %s IS NULL".formatted(identifier()));
    inside.execute("GRANT CONNECT, TEMPORARY ON DATABASE %s TO PUBLIC".formatted(identifier()));
    if (role.isPresent()) {
      inside.become(role.get());
    }
    addition.run(inside);
    inside.commit();
  }

  /** The answer to a commit may be what was lost. */
  private void publishAgain(String publicName, Step renaming, SQLException lost) {
    try (Session session = Session.writing(admin)) {
      if (isThere(session, name.text())) {
        renaming.run(session);
      }
      release();
    } catch (SQLException | LifeboatException e) {
      e.addSuppressed(lost);
      throw new UnknownOutcomeException(
          "The connection was lost while the restored database was named %s (%s); if it is there, it is whole"
              .formatted(Sql.oneLine(publicName), PostgresFailure.message(lost)),
          e);
    }
  }

  private LifeboatException failure(String publicName, SQLException e) {
    return PostgresFailure.state(e).equals(TAKEN)
        ? new RefusedException(
            "Another database %s was created during the restore; restore under another name"
                .formatted(Sql.oneLine(publicName)),
            e)
        : PostgresFailure.of(
            "give the restored database %s its name and properties"
                .formatted(Sql.oneLine(publicName)),
            e);
  }

  static boolean isThere(Session session, String database) throws SQLException {
    return !session
        .texts(
            "SELECT datname FROM pg_catalog.pg_database WHERE datname = ?::pg_catalog.name",
            database)
        .isEmpty();
  }

  /** Nobody can connect while a database is renamed, or before it is marked. */
  static void allowConnections(Session session, String database, boolean allowed)
      throws SQLException {
    session.execute(
        "ALTER DATABASE %s ALLOW_CONNECTIONS %s".formatted(Sql.identifier(database), allowed));
  }

  private void drop(Session session) throws SQLException {
    drop(session, name);
  }

  private static void drop(Session session, TemporaryName name) throws SQLException {
    session.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name.text()) + " WITH (FORCE)");
  }

  private void onServer(String attempt, Step step) {
    try {
      runAgainIfLost(step);
    } catch (SQLException e) {
      throw PostgresFailure.of(attempt, e);
    }
  }

  private void runAgainIfLost(Step step) throws SQLException {
    try {
      step.run(holder);
    } catch (SQLException e) {
      if (!isLost(e)) {
        throw e;
      }
      try (Session again = Session.writing(admin)) {
        step.run(again);
      }
    }
  }

  private boolean isLost(SQLException e) {
    try {
      return holder.connection().isClosed()
          || PostgresFailure.state(e).startsWith("08")
          || PostgresFailure.state(e).startsWith("57P");
    } catch (SQLException closing) {
      return true;
    }
  }

  private static void hold(Session session, TemporaryName name) {
    try {
      session.text("SELECT pg_catalog.pg_advisory_lock(?)", name.lock());
    } catch (SQLException e) {
      throw PostgresFailure.of("lock the name of a new database", e);
    }
  }

  /** The connection may go back to a pool, so that the lock does not end with it. */
  private static void letGo(Session session, TemporaryName name) {
    try (session) {
      session.text("SELECT pg_catalog.pg_advisory_unlock(?)", name.lock());
    } catch (SQLException e) {
      LOG.debug("The lock of {} could not be released", name, e);
    }
  }

  private static void mark(Session session, TemporaryName name) {
    try {
      session.begin();
      session.execute(
          "COMMENT ON DATABASE %s IS %s"
              .formatted(Sql.identifier(name.text()), Sql.literal(name.comment())));
      session.execute(
          "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(Sql.identifier(name.text())));
      allowConnections(session, name.text(), true);
      session.commit();
    } catch (SQLException e) {
      Rollback.after(session, e);
      throw PostgresFailure.of("mark the new database " + name, e);
    }
  }

  /** A connector that leads elsewhere would have another database filled. */
  private static void requireConnection(DataSource dataSource, TemporaryName name) {
    try (Session session = Session.writing(dataSource)) {
      String found = session.text("SELECT pg_catalog.current_database()");
      if (!found.equals(name.text())) {
        throw new RefusedException(
            "The connector leads to database %s when it is asked for %s; let it connect to the database of the name that it is given"
                .formatted(Sql.oneLine(found), name));
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("connect to the new database", e);
    }
  }

  /** Without its privileges, the database could be given its name by nobody. */
  private static void requireControl(Session session, String role) throws SQLException {
    if (!session.text("SELECT pg_catalog.pg_has_role(?, 'USAGE')", role).equals("t")) {
      throw new RefusedException(
          "The role that connects does not inherit the privileges of %s, so it could not name the database when it is whole; grant it %s with INHERIT"
              .formatted(Sql.oneLine(role), Sql.oneLine(role)));
    }
  }

  private String identifier() {
    return Sql.identifier(name.text());
  }

  /** Creates the database of a name. */
  @FunctionalInterface
  interface Creation {
    void create(Session session, String name);
  }

  /** Something done by a session. */
  @FunctionalInterface
  interface Step {
    void run(Session session) throws SQLException;
  }
}
