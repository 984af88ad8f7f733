package dev.lifeboat.verify;

import java.util.function.Function;
import javax.sql.DataSource;

/** Makes scratch databases on a server that the host names, and drops them again. Thread-safe. */
public final class ServerScratch implements ScratchDatabase {
  private final DataSource admin;
  private final Function<String, DataSource> connector;

  private ServerScratch(DataSource admin, Function<String, DataSource> connector) {
    this.admin = admin;
    this.connector = connector;
  }

  /**
   * Scratch databases on a server.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param connector gives a data source for a database of that server by its name
   */
  public static ServerScratch on(DataSource admin, Function<String, DataSource> connector) {
    return new ServerScratch(admin, connector);
  }

  @Override
  public Scratch open() {
    throw new UnsupportedOperationException(admin + "" + connector);
  }
}
