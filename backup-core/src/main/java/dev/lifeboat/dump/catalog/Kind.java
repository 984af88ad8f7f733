package dev.lifeboat.dump.catalog;

import java.sql.SQLException;

/** A kind of object: how it is found in the catalogs and how it is made again. */
@FunctionalInterface
interface Kind {
  /**
   * Adds all objects of the kind, by a number of queries that does not depend on theirs.
   *
   * @param source answers queries
   * @param catalog takes the nodes
   */
  void read(CatalogReader source, Catalog catalog) throws SQLException;
}
