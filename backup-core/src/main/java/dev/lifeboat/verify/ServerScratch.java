package dev.lifeboat.verify;

import dev.lifeboat.error.Given;
import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.restore.TemporaryDatabase;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Makes scratch databases on a server that the host names, and drops them again. What a killed
 * process has left there is dropped by the next one. Thread-safe.
 */
public final class ServerScratch implements ScratchDatabase {
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
    return new ServerScratch(
        Given.value(admin, "the data source that makes scratch databases"),
        Given.value(connector, "what connects to a scratch database"));
  }

  @Override
  public Scratch open() {
    return new Lease(TemporaryDatabase.scratch(admin, connector, Optional.empty()));
  }

  @Override
  public Scratch open(DatabaseDefinition definition) {
    return new Lease(TemporaryDatabase.scratch(admin, connector, Optional.of(definition)));
  }

  private record Lease(TemporaryDatabase database) implements Scratch {
    @Override
    public DataSource dataSource() {
      return database.dataSource();
    }

    @Override
    public String location() {
      return database.toString();
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
