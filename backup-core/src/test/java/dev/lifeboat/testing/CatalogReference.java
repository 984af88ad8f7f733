package dev.lifeboat.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a column of a system catalog refers to.
 *
 * @param relationColumn for attribute numbers, the column that tells of which relation; otherwise
 *     {@code -}
 * @param catalog the catalog that holds what is referred to
 */
record CatalogReference(String relationColumn, String catalog) {
  private static final String QUERY =
      "SELECT fktable::text, fkcols[cardinality(fkcols)],"
          + " CASE cardinality(fkcols) WHEN 2 THEN fkcols[1] ELSE '-' END, pktable::text"
          + " FROM pg_catalog.pg_get_catalog_foreign_keys()";

  /** Whether the column holds attribute numbers rather than OIDs. */
  boolean ofAttributes() {
    return !relationColumn.equals("-");
  }

  /** Asks the server; one that is too old to know is told by a list. Keys look like {@code c.x}. */
  static Map<String, CatalogReference> all(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() < 14 ? listed() : asked(connection);
  }

  private static Map<String, CatalogReference> asked(Connection connection) throws SQLException {
    Map<String, CatalogReference> references = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        references.put(
            row.getString(1) + "." + row.getString(2),
            new CatalogReference(row.getString(3), row.getString(4)));
      }
    }
    return references;
  }

  private static Map<String, CatalogReference> listed() {
    Map<String, CatalogReference> references = new HashMap<>();
    try (BufferedReader reader = open();
        Stream<String> lines = reader.lines()) {
      lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(w -> references.put(w[0] + "." + w[1], new CatalogReference(w[2], w[3])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return references;
  }

  private static BufferedReader open() {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(
                CatalogReference.class.getResourceAsStream("catalog-references-13.txt")),
            StandardCharsets.UTF_8));
  }
}
