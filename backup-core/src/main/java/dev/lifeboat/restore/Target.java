package dev.lifeboat.restore;

import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Where a restore goes. Immutable.
 *
 * <p>The host owns what it passes in; a restore takes as many connections as it has jobs.
 */
public sealed interface Target permits ExistingDatabase, NewDatabase {
  /**
   * A database that exists and is empty. What an archive without definitions is restored into holds
   * its tables, without rows.
   *
   * @param dataSource connects to it
   */
  static Target database(DataSource dataSource) {
    return new ExistingDatabase(dataSource);
  }

  /**
   * A database that the restore makes, and drops again if it fails.
   *
   * @param admin one of the driver's own data sources, or a pool around one; connects to any
   *     database of the server as a role that may create databases
   * @param name what the new one is called
   */
  static Target newDatabase(DataSource admin, String name) {
    return new NewDatabase(admin, name, other -> DriverDataSource.forDatabase(admin, other));
  }

  /**
   * A database that the restore makes, and drops again if it fails.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param name what the new one is called
   * @param connector gives what connects to the database of a name
   */
  static Target newDatabase(DataSource admin, String name, Function<String, DataSource> connector) {
    return new NewDatabase(admin, name, connector);
  }
}
