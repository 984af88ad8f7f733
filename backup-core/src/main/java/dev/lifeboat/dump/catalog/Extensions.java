package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;

/** Extensions; their members come with them and are not dumped. */
final class Extensions implements Kind {
  private static final String QUERY =
      """
      SELECT e.oid, e.extname, n.nspname
      FROM pg_catalog.pg_extension AS e
      JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
      WHERE e.oid >= 16384
      ORDER BY e.extname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(
        QUERY,
        row ->
            add(catalog, row.getLong("oid"), row.getString("extname"), row.getString("nspname")));
  }

  private static void add(Catalog catalog, long oid, String name, String schema) {
    Subject subject = Subject.global("EXTENSION", name, "");
    Draft draft =
        Draft.of(
            "EXTENSION",
            name,
            null,
            "",
            "CREATE EXTENSION IF NOT EXISTS "
                + Sql.identifier(name)
                + " WITH SCHEMA "
                + Sql.identifier(schema)
                + ";",
            "DROP EXTENSION " + Sql.identifier(name) + ";");
    catalog.add(
        new Node(
            NodeKind.EXTENSION,
            SystemCatalog.EXTENSION.id(oid),
            "",
            name,
            (self, toc) -> {
              toc.add(self, draft);
              toc.describe(self.id(), 0, subject, ""); // it comes with the one of its control file
              toc.hasExtension(name);
            }));
  }
}
