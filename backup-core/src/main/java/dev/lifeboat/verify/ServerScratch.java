package dev.lifeboat.verify;

import dev.lifeboat.postgres.Pools;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.restore.RestoredSubscriptions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** Makes scratch databases on a server that the host names, and drops them again. Thread-safe. */
public final class ServerScratch implements ScratchDatabase {
  private static final String PREFIX = "lifeboat_scratch_";
  private static final String CREATE_OPTIONS = " TEMPLATE template0 ENCODING 'UTF8'";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DataSource admin;
  private final Function<String, DataSource> connector;

  private ServerScratch(DataSource admin, Function<String, DataSource> connector) {
    this.admin = admin;
    this.connector = connector;
  }

  /**
   * Scratch databases on a server. What a backup defines runs there with the privileges of the role
   * that connects.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param connector gives what connects, as the same role, to the database of a name, which exists
   *     when this is called; the host closes what it returns
   */
  public static ServerScratch on(DataSource admin, Function<String, DataSource> connector) {
    return new ServerScratch(admin, connector);
  }

  @Override
  public Scratch open() {
    return open(this::create);
  }

  @Override
  public Scratch open(DatabaseDefinition definition) {
    return open(name -> definition.create(admin, name).ifPresent(obstacle -> create(name)));
  }

  private Scratch open(Consumer<String> creation) {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = PREFIX + HexFormat.of().formatHex(random);
    creation.accept(name);
    try {
      return new Database(name, Pools.open(connector, name));
    } catch (RuntimeException e) {
      drop(name);
      throw e;
    }
  }

  private void create(String name) {
    run("CREATE DATABASE " + Sql.identifier(name) + CREATE_OPTIONS, "create " + name);
  }

  private void drop(String name) {
    run("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)", "drop " + name);
  }

  private void run(String sql, String attempt) {
    try (Session session = Session.writing(admin)) {
      session.execute(sql);
    } catch (SQLException e) {
      throw PostgresFailure.of(attempt + " on the scratch server", e);
    }
  }

  private final class Database implements Scratch {
    private final String name;
    private final DataSource dataSource;
    private final AtomicBoolean closed = new AtomicBoolean();

    Database(String name, DataSource dataSource) {
      this.name = name;
      this.dataSource = dataSource;
    }

    @Override
    public DataSource dataSource() {
      return dataSource;
    }

    @Override
    public String location() {
      return "database " + name;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        RestoredSubscriptions.drop(dataSource);
        drop(name);
      }
    }
  }
}
