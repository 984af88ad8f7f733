package dev.lifeboat.restore;

import dev.lifeboat.error.Given;
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
   * @param dataSource connects to it, whichever thread asks
   */
  static Target database(DataSource dataSource) {
    return new ExistingDatabase(dataSource);
  }

  /**
   * A database that the restore creates. Until it is whole it has a private name, {@code
   * lifeboat_restore_} and a number; if the restore fails, it is dropped, and if the process is
   * killed, the next restore on the server drops it. Until it has its name, no role that PUBLIC
   * alone lets in can connect to it. One connection of the administrator's is held throughout.
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
   * A database that the restore creates, as {@link #newDatabase(DataSource, String)} does.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param name the name of the new database
   * @param connector gives what connects, as the same role, to the database of a name. It is called
   *     with the private name, once the database exists, so it may return a pool that connects at
   *     once, whose connections are ended when the database is renamed; the host closes what it
   *     returns
   */
  static Target newDatabase(DataSource admin, String name, Function<String, DataSource> connector) {
    return new NewDatabase(
        admin, name, Optional.of(Given.value(connector, "what connects to a new database")));
  }
}
