package dev.lifeboat.restore;

import dev.lifeboat.error.Given;
import javax.sql.DataSource;

/** A database that is there. */
record ExistingDatabase(DataSource dataSource) implements Target {
  /** Refuses null. */
  public ExistingDatabase {
    Given.value(dataSource, "the data source of a target");
  }
}
