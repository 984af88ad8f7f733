package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.DumpContent;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the catalogs of a source: the door of this package. */
public final class SourceCatalog {
  private SourceCatalog() {}

  /**
   * Reads what a source holds.
   *
   * @param session in the dump's transaction
   * @param content which part is to be dumped
   * @return what was found
   * @throws SQLException if the source fails
   */
  public static CatalogDump read(Session session, DumpContent content) throws SQLException {
    CatalogReader source = new CatalogReader(session);
    Catalog catalog = new Catalog();
    for (Kind kind : Kinds.all()) {
      kind.read(source, catalog);
    }
    SequenceValues.read(source, catalog);
    Dependencies.read(source, catalog);
    List<Node> nodes = Sorter.sort(catalog);
    TocBuilder toc =
        new TocBuilder(Comments.read(source), SecurityLabels.read(source), Privileges.read(source));
    Preamble.write(source, toc);
    nodes.stream().filter(node -> isWanted(node, content)).forEach(toc::write);
    if (content != DumpContent.DATA_ONLY) {
      UndumpedObjects.warn(source, catalog, toc);
    }
    return dump(session, catalog, toc);
  }

  private static boolean isWanted(Node node, DumpContent content) {
    boolean data =
        switch (node.kind()) {
          case TABLE_DATA, SEQUENCE_VALUE, LARGE_OBJECT, LARGE_OBJECT_DATA, REFRESH -> true;
          default -> false;
        };
    return switch (content) {
      case ALL -> true;
      case SCHEMA_ONLY -> !data;
      case DATA_ONLY -> data;
    };
  }

  private static CatalogDump dump(Session session, Catalog catalog, TocBuilder toc)
      throws SQLException {
    List<TableSource> tables = new ArrayList<>();
    toc.dataEntries()
        .forEach((table, dumpId) -> tables.add(table(table, dumpId, session.version())));
    List<TocEntry> entries = toc.entries();
    boolean hasSequences = entries.stream().anyMatch(e -> e.description().equals("SEQUENCE SET"));
    return new CatalogDump(
        session.text("SELECT pg_catalog.current_database()"),
        entries,
        tables,
        toc.largeObjectEntry(),
        toc.largeObjectEntry() == null ? List.of() : catalog.largeObjects(),
        hasSequences ? catalog.sequences() : List.of(),
        catalog.extensions(),
        catalog.warnings());
  }

  /** Version 14 learnt to read a range of ctids without reading the rest, for heap tables. */
  private static TableSource table(Relation table, int dumpId, ServerVersion version) {
    return new TableSource(
        dumpId,
        table.schema(),
        table.name(),
        table.sql(),
        table.dataColumns(),
        Tables.columnList(table),
        table.condition(),
        table.traits().pages(),
        version.atLeast(14)
            && table.condition().isEmpty()
            && "heap".equals(table.traits().accessMethod()));
  }
}
