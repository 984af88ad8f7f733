package dev.lifeboat.restore;

import java.util.Optional;
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
   * A database that the restore creates, and drops again if it fails.
   *
   * <p>What connects to the new database is derived from the administrative data source: the
   * driver's own, or a pool that is configured with one or with a JDBC URL, such as those of
   * HikariCP, Tomcat and Commons DBCP, also behind Spring's proxies. A pool whose password changes
   * or comes from elsewhere needs the variant with a connector.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param name the name of the new database
   */
  static Target newDatabase(DataSource admin, String name) {
    return new NewDatabase(admin, name, Optional.empty());
  }

  /**
   * A database that the restore creates, and drops again if it fails.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param name the name of the new database
   * @param connector gives what connects to the database of a name. It is called at most once, when
   *     that database exists, so it may return a pool that connects at once; the host closes what
   *     it returns
   */
  static Target newDatabase(DataSource admin, String name, Function<String, DataSource> connector) {
    return new NewDatabase(admin, name, Optional.of(connector));
  }
}
