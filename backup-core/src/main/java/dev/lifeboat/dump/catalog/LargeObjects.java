package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.TocEntry;
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
    source.each(QUERY, row -> add(catalog, row.getLong("oid"), source.shared(row, "owner")));
    if (!catalog.largeObjects().isEmpty()) {
      catalog.addUnlisted(data);
    }
  }

  private static void add(Catalog catalog, long oid, String owner) {
    String number = Long.toString(oid);
    catalog.addLargeObject(oid);
    catalog.add(
        new Node(
            NodeKind.LARGE_OBJECT,
            SystemCatalog.LARGEOBJECT.id(oid),
            "",
            "0".repeat(10 - number.length()) + number,
            (node, toc) -> content(oid, owner).write(node, toc)));
  }

  /** Put together when it is written: there may be very many. */
  private static Node.Content content(long oid, String owner) {
    Subject subject = new Subject("LARGE OBJECT " + oid, "LARGE OBJECT " + oid, null, owner);
    Draft draft =
        Draft.of(
            "BLOB",
            Long.toString(oid),
            null,
            owner,
            "SELECT pg_catalog.lo_create('" + oid + "');",
            "SELECT pg_catalog.lo_unlink('" + oid + "');");
    return Contents.of(draft, subject, subject.sql());
  }
}
