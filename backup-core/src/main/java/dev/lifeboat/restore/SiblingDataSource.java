package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.NetworkTimeout;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/** Connects to other databases of a server as a data source of the host's connects to one. */
final class SiblingDataSource {
  private SiblingDataSource() {}

  /**
   * One of the driver's own data sources, which opens a new connection each time it is asked.
   *
   * @param known the driver's own, or a pool around one or around a JDBC URL
   * @param database the name of the other database, which need not exist yet
   * @throws RefusedException if the data source does not reveal how it connects
   */
  static DataSource of(DataSource known, String database) {
    return NetworkTimeout.keep(known, source -> sibling(source, database));
  }

  private static DataSource sibling(DataSource known, String database) {
    PGSimpleDataSource sibling =
        PooledDataSource.driverSource(known)
            .map(SiblingDataSource::copy)
            .or(() -> PooledDataSource.address(known).map(SiblingDataSource::at))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "A %s does not reveal how to connect to another database; pass a connector to Target.newDatabase"
                            .formatted(known.getClass().getName())));
    sibling.setDatabaseName(database);
    return sibling;
  }

  private static PGSimpleDataSource copy(BaseDataSource known) {
    try {
      PGSimpleDataSource copy = new PGSimpleDataSource();
      copy.initializeFrom(known);
      return copy;
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("A data source of the driver could not be copied", e);
    }
  }

  /** What a URL says comes before what stands beside it, as in the driver. */
  private static PGSimpleDataSource at(PooledDataSource.Address address) {
    Optional<Properties> all =
        Optional.ofNullable(Driver.parseURL(address.url(), address.beside()));
    PGSimpleDataSource source = new PGSimpleDataSource();
    for (PGProperty property : PGProperty.values()) {
      all.map(property::getOrNull).ifPresent(value -> set(source, property, value));
    }
    return source;
  }

  private static void set(PGSimpleDataSource source, PGProperty property, String value) {
    try {
      source.setProperty(property, value);
    } catch (RuntimeException e) {
      // Without the cause: it quotes the value.
      throw new RefusedException(
          "The pool's JDBC URL gives %s a value that the driver does not take; correct it"
              .formatted(property.getName()));
    }
  }
}
