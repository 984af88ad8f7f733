package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.TocEntry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Large objects, each with an entry of its own, and one entry for the data of all. */
final class LargeObjects implements Kind {
  private static final String QUERY =
      """
      SELECT l.oid, pg_catalog.pg_get_userbyid(l.lomowner) AS owner
      FROM pg_catalog.pg_largeobject_metadata AS l
      ORDER BY l.oid
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    Node data =
        new Node(
            NodeKind.LARGE_OBJECT_DATA,
            CatalogId.NONE,
            "",
            "",
            (self, toc) -> {
              Draft draft =
                  Draft.of(TocEntry.LARGE_OBJECTS, TocEntry.LARGE_OBJECTS, null, "", "", "");
              toc.add(self, draft.withData(null));
              toc.hasLargeObjects(self);
            });
    source.each(QUERY, row -> add(catalog, row));
    if (!catalog.largeObjects().isEmpty()) {
      catalog.addUnlisted(data);
    }
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    long oid = row.getLong("oid");
    String number = Long.toString(oid);
    Subject subject =
        new Subject(
            "LARGE OBJECT " + number, "LARGE OBJECT " + number, null, row.getString("owner"));
    Draft draft =
        Draft.of(
            "BLOB",
            number,
            null,
            subject.owner(),
            "SELECT pg_catalog.lo_create('" + number + "');",
            "SELECT pg_catalog.lo_unlink('" + number + "');");
    catalog.addLargeObject(oid);
    catalog.add(
        new Node(
            NodeKind.LARGE_OBJECT,
            SystemCatalog.LARGEOBJECT.id(oid),
            "",
            "0".repeat(10 - number.length()) + number,
            Contents.of(draft, subject, subject.sql())));
  }
}
