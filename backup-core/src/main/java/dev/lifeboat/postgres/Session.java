package dev.lifeboat.postgres;

import dev.lifeboat.error.LifeboatException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the host's that works for Lifeboat for a while. For one thread at a time.
 *
 * <p>It states every setting that could matter and puts the former ones back when it is closed,
 * since the connection may return to a pool. Nothing is sent in the start-up packet, which poolers
 * reject.
 *
 * <p>An {@link Error}, such as one for want of memory, may leave a message of the server half read:
 * it aborts the connection, as whatever was read from there on would be taken for something else,
 * or waited for in vain.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int FETCH_ROWS = 2_000;

  private final Connection connection;
  private final NetworkWatch watch;
  private final FormerState former;
  private final ServerVersion version;
  private final Statements statements;
  private volatile boolean aborted;

  private Session(Connection connection, NetworkWatch watch) throws SQLException {
    this.connection = connection;
    this.watch = watch;
    this.former = waiting(() -> new FormerState(connection)); // nothing comes before
    this.version = readVersion();
    this.statements = new Statements(connection, TextEncoding.of(shown("server_encoding")));
  }

  /**
   * Opens a session that reads.
   *
   * @param dataSource the host's
   * @return the session, not in a transaction, to be closed by the caller
   * @throws LifeboatException if there is no connection to be had
   */
  public static Session reading(DataSource dataSource) {
    return reading(dataSource, NetworkTimeout.of(dataSource));
  }

  /**
   * Opens a session that reads, within a time.
   *
   * @param dataSource the host's
   * @param limit how long it may take
   * @return the session, not in a transaction, to be closed by the caller
   * @throws LifeboatException if there is no connection to be had
   */
  public static Session reading(DataSource dataSource, Duration limit) {
    return Connecting.within(limit, () -> watched(dataSource, SessionSettings.reading()));
  }

  /**
   * Opens a session that writes.
   *
   * @param dataSource the host's
   * @return the session, not in a transaction, to be closed by the caller
   * @throws LifeboatException if there is no connection to be had
   */
  public static Session writing(DataSource dataSource) {
    return Connecting.within(
        NetworkTimeout.of(dataSource), () -> watched(dataSource, SessionSettings.writing()));
  }

  /** Opens a session each of whose statements takes the server a moment only. */
  static Session brief(DataSource dataSource) {
    return open(dataSource, SessionSettings.reading());
  }

  private static Session watched(DataSource dataSource, Map<String, String> settings) {
    Session session = open(dataSource, settings);
    try {
      session.watch.ask(Backend.of(session));
      return session;
    } catch (SQLException e) {
      session.close();
      throw PostgresFailure.of("connect to the database", e);
    }
  }

  private static Session open(DataSource dataSource, Map<String, String> settings) {
    try {
      Session session = connect(dataSource);
      try {
        session.set(settings);
        session.silence();
        return session;
      } catch (SQLException | RuntimeException | Error e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("connect to the database", e);
    }
  }

  private static Session connect(DataSource dataSource) throws SQLException {
    Connection connection = Pools.connect(dataSource);
    NetworkWatch watch = new NetworkWatch(() -> abort(connection), dataSource);
    try {
      return new Session(connection, watch);
    } catch (SQLException | RuntimeException e) {
      watch.close();
      giveUp(connection, e);
      throw e;
    } catch (Error e) {
      watch.close();
      abort(connection);
      throw e;
    }
  }

  /** What it was given up for must not be hidden by what closing it throws. */
  private static void giveUp(Connection connection, Exception cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** The version of the server. */
  public ServerVersion version() {
    return version;
  }

  /** The encoding of the database. */
  public TextEncoding serverEncoding() {
    return statements.serverEncoding();
  }

  /** The encoding of the texts and rows that this takes: at first that of the database. */
  public TextEncoding encoding() {
    return statements.encoding();
  }

  /**
   * States which encoding the texts and rows come from that this is given from now on, such as that
   * of an archive. It decides what their bytes are, of which the server makes its own.
   */
  public void speak(TextEncoding encoding) {
    statements.speak(encoding);
  }

  /**
   * Whether the driver can send SQL so that the server has what it means; of other SQL {@link
   * #execute} and {@link #query} send the bytes, which takes a detour.
   */
  public boolean carries(String sql) {
    return statements.carry(sql);
  }

  /** What runs statements; for this package. */
  Statements statements() {
    return statements;
  }

  /** The connection underneath; stays owned by the session. */
  public Connection connection() {
    return connection;
  }

  /**
   * What the driver offers beyond JDBC.
   *
   * @throws SQLException if the connection is not one of PostgreSQL's own driver
   */
  public PGConnection driver() throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  /**
   * Uses the connection, and so waits for the server. What fails as the network has gone dead says
   * so; an {@link Error} aborts the connection.
   *
   * @param call uses it
   */
  public <T, X extends Exception> T waiting(Call<T, X> call) throws SQLException, X {
    boolean before = watch.setWaiting(true);
    try {
      return call.run();
    } catch (SQLException e) {
      throw watch.explained(e);
    } catch (Error e) {
      abort();
      throw e;
    } finally {
      watch.setWaiting(before);
    }
  }

  /**
   * Does, in the middle of a {@linkplain #waiting call}, what does not wait for the server but may
   * take any time.
   */
  public <X extends Exception> void working(Work<X> work) throws X {
    boolean before = watch.setWaiting(false);
    try {
      work.run();
    } finally {
      watch.setWaiting(before);
    }
  }

  /** Runs one statement, or several, without a result. */
  public void execute(String sql) throws SQLException {
    waiting(
        () -> {
          statements.execute(sql);
          return sql;
        });
  }

  /** Makes sure that the server still answers, which takes it a moment only. */
  public void ping() throws SQLException {
    Backend backend = watch.ask(null);
    try {
      execute("SELECT 1");
    } finally {
      watch.ask(backend);
    }
  }

  /**
   * Runs a query and hands each row to a reader, a batch at a time when in a transaction.
   *
   * @param sql the query
   * @param reader takes the row the result set stands on
   * @param parameters values for its question marks
   */
  public void query(String sql, RowReader reader, Object... parameters) throws SQLException {
    waiting(
        () -> {
          try (OpenQuery query = open(FETCH_ROWS, sql, parameters)) {
            while (query.rows().next()) {
              working(() -> reader.read(query.rows()));
            }
          }
          return sql;
        });
  }

  /**
   * Begins to run a query.
   *
   * @param fetchRows how many rows may be in memory at once, when in a transaction
   * @param sql the query
   * @param parameters values for its question marks
   * @return its rows, to be closed by the caller
   */
  public OpenQuery open(int fetchRows, String sql, Object... parameters) throws SQLException {
    return waiting(() -> statements.open(fetchRows, sql, parameters));
  }

  /**
   * Runs a query for a single text.
   *
   * @return the first column of the first row
   */
  public String text(String sql, Object... parameters) throws SQLException {
    List<String> texts = texts(sql, parameters);
    if (texts.isEmpty()) {
      throw new SQLException("No row came back for: " + sql);
    }
    return texts.get(0);
  }

  /** Runs a query for the first column of all its rows. */
  public List<String> texts(String sql, Object... parameters) throws SQLException {
    List<String> texts = new ArrayList<>();
    query(sql, row -> texts.add(row.getString(1)), parameters);
    return texts;
  }

  /**
   * A message that names what is no UTF-8 cannot be sent, and a mere warning would be a failure.
   */
  private void silence() throws SQLException {
    if (!statements.serverEncoding().isUtf8()) {
      set("client_min_messages", "error");
    }
  }

  /** States a setting, until it is closed. */
  public void set(String name, String value) throws SQLException {
    set(Map.of(name, value));
  }

  /** States settings, those that the server has, until it is closed. */
  public void set(Map<String, String> settings) throws SQLException {
    waiting(
        () -> {
          former.state(statements, settings);
          return settings;
        });
  }

  /**
   * Empties the search path again, after a script or a look at the host's own path has set it, so
   * that no name can mean what the owner of the database made (CVE-2018-1058).
   */
  public void emptySearchPath() throws SQLException {
    waiting(
        () -> {
          FormerState.emptySearchPath(connection);
          return connection;
        });
  }

  /**
   * Refuses to read views from now on, where the server can (since the minor versions of August
   * 2024): the functions of a view run as whoever reads it, and a table may be replaced by a view
   * of its name at any time (CVE-2024-7348). Views of the system stay readable.
   */
  public void refuseViews() throws SQLException {
    set(SessionSettings.REFUSED_RELATIONS, "view");
  }

  /** Refuses foreign tables as well, as sessions that read do from the start. */
  public void refuseViewsAndForeignTables() throws SQLException {
    set(SessionSettings.REFUSED_RELATIONS, SessionSettings.VIEWS_AND_FOREIGN_TABLES);
  }

  /** Works as another role from now on, until it is closed. */
  public void become(String role) throws SQLException {
    waiting(
        () -> {
          former.become(statements, role);
          return role;
        });
  }

  /**
   * Makes the server write down what this and all other sessions have committed, which it may put
   * off where {@code synchronous_commit} is off. Not within a transaction.
   */
  public void makeDurable() throws SQLException {
    begin();
    execute("SET LOCAL synchronous_commit = on");
    text("SELECT pg_catalog.pg_logical_emit_message(true, 'lifeboat', '')");
    commit();
  }

  /** Begins a transaction. */
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Commits the transaction. */
  public void commit() throws SQLException {
    endTransaction(connection::commit);
  }

  /** Gives the transaction up. */
  public void rollback() throws SQLException {
    endTransaction(connection::rollback);
  }

  private void endTransaction(Work<SQLException> end) throws SQLException {
    waiting(
        () -> {
          end.run();
          connection.setAutoCommit(true);
          return end;
        });
  }

  /**
   * Ends the connection at once, whatever it is doing, and without a word to the server, which
   * rolls back. For any thread.
   */
  public void abort() {
    if (!aborted) {
      aborted = true;
      abort(connection);
    }
  }

  /** Whether the connection was aborted, so that nothing more can be done with it. */
  public boolean isAborted() {
    return aborted || watch.isLost();
  }

  private static void abort(Connection connection) {
    DriverSocket.closeAtOnce(connection);
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection could not be aborted", e);
    }
  }

  /**
   * Puts the former settings back and returns the connection to where it came from. One that was
   * aborted is closed; a pool finds out that it is.
   */
  @Override
  public void close() {
    watch.ask(null);
    try (watch) {
      waiting(
          () -> {
            try (connection) {
              putBack();
              return connection;
            }
          });
    } catch (SQLException e) {
      LOG.debug("A session could not be put back as it was", e);
    }
  }

  private void putBack() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    if (!connection.getAutoCommit()) {
      rollback();
    }
    former.putBack(statements);
  }

  private String shown(String setting) throws SQLException {
    return waiting(() -> Statements.shown(connection, setting));
  }

  private ServerVersion readVersion() throws SQLException {
    return new ServerVersion(
        Integer.parseInt(shown("server_version_num")), shown("server_version"));
  }

  /** Uses the connection. */
  @FunctionalInterface
  public interface Call<T, X extends Exception> {
    /** Uses it for a result. */
    T run() throws SQLException, X;
  }

  /** Does something else. */
  @FunctionalInterface
  public interface Work<X extends Exception> {
    /** Does it. */
    void run() throws X;
  }

  /** Takes one row of a result. */
  @FunctionalInterface
  public interface RowReader {
    /** Takes the row that the result set stands on, without moving it. */
    void read(ResultSet row) throws SQLException;
  }
}
