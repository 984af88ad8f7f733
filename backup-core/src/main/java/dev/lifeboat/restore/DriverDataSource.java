package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/** Derives data sources of the driver's own from each other. */
final class DriverDataSource {
  private DriverDataSource() {}

  /**
   * Connects as another data source does, but to another database of the server.
   *
   * @throws RefusedException if it is not one of the driver's own, nor a pool around one
   */
  static DataSource forDatabase(DataSource other, String database) {
    BaseDataSource known =
        unwrapped(other)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "A %s does not tell how to connect to another database; pass a connector to Target.newDatabase"
                            .formatted(other.getClass().getName())));
    try {
      PGSimpleDataSource copy = new PGSimpleDataSource();
      copy.initializeFrom(known);
      copy.setDatabaseName(database);
      return copy;
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("A data source of the driver could not be copied", e);
    }
  }

  private static Optional<BaseDataSource> unwrapped(DataSource dataSource) {
    if (dataSource instanceof BaseDataSource known) {
      return Optional.of(known);
    }
    try {
      Wrapper wrapper = dataSource;
      return wrapper.isWrapperFor(BaseDataSource.class)
          ? Optional.of(wrapper.unwrap(BaseDataSource.class))
          : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
