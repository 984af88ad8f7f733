package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.ArchiveVersion;
import dev.lifeboat.archive.PackedToc;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.DumpFilter.LargeObjects;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the catalogs of a source: the door of this package. */
public final class SourceCatalog {
  private final Session session;
  private final DumpScope scope;
  private final CatalogReader source;
  private final Catalog catalog = new Catalog();
  private final PackedToc packed;

  private SourceCatalog(
      Session session, DumpScope scope, Selection selection, ArchiveVersion version) {
    this.packed = new PackedToc(version, session.encoding());
    this.session = session;
    this.scope = scope;
    this.source = new CatalogReader(session, scope, selection);
  }

  /**
   * Reads what a source holds.
   *
   * @param session in the dump's transaction
   * @param scope what is to be dumped
   * @param selection what the scope's filter matches in this source
   * @param version of the archive that is to be written
   * @return what was found
   * @throws ChangedCatalogException if an object was changed or dropped meanwhile
   * @throws SQLException if the source fails
   */
  public static CatalogDump read(
      Session session, DumpScope scope, Selection selection, ArchiveVersion version)
      throws SQLException {
    return new SourceCatalog(session, scope, selection, version).read();
  }

  private CatalogDump read() throws SQLException {
    session.execute("SAVEPOINT reading");
    CatalogDump dump;
    try {
      dump = readAll();
    } catch (SQLException | RuntimeException e) {
      refuseWithReason(e);
      throw e;
    }
    CatalogChanges.refuse(source, catalog);
    return dump;
  }

  /** A change, or an object that is damaged, may be the reason, which says more. */
  private void refuseWithReason(Exception failure) {
    try {
      session.execute("ROLLBACK TO SAVEPOINT reading");
      CatalogChanges.refuse(source, catalog);
      UnwritableObjects.refuse(session, failure);
    } catch (SQLException e) { // the connection is lost, and the failure is that
      failure.addSuppressed(e);
    }
  }

  private CatalogDump readAll() throws SQLException {
    source.selection().warnings().forEach(catalog::warn);
    for (Kind kind : Kinds.all()) {
      kind.read(source, catalog);
    }
    Wanted wanted = new Wanted(scope, source.selection());
    SequenceValues.read(source, catalog, wanted);
    Dependencies.read(source, catalog);
    List<Node> nodes = Sorter.sort(catalog);
    TocBuilder toc = write(nodes, wanted);
    return dump(toc, TableSources.of(source, toc.rows()));
  }

  private TocBuilder write(List<Node> nodes, Wanted wanted) throws SQLException {
    TocBuilder toc =
        new TocBuilder(
            packed,
            scope.omissions(),
            Comments.read(source),
            SecurityLabels.read(source),
            Privileges.read(source));
    Preamble.write(source, toc);
    nodes.stream().filter(wanted::isWritten).forEach(toc::write);
    if (scope.filter().isEverything()) {
      warnOfLosses(wanted, toc);
    } else {
      warnOfCuts(nodes, wanted);
    }
    return toc;
  }

  private void warnOfLosses(Wanted wanted, TocBuilder toc) throws SQLException {
    if (scope.content().isWhole()) {
      UndumpedObjects.warn(source, catalog, wanted, toc);
    }
  }

  private void warnOfCuts(List<Node> nodes, Wanted wanted) {
    if (scope.content().has(Part.DEFINITIONS)) {
      CutDependencies.warn(catalog, nodes, wanted);
    }
    if (scope.filter().largeObjects() == LargeObjects.UNLESS_CHOSEN
        && !scope.hasLargeObjects()
        && scope.content().hasRows()
        && !catalog.largeObjects().isEmpty()) {
      catalog.warn(
          "%d large objects are left out, as the filter chooses schemas, tables or extensions; ask for them if they belong to these"
              .formatted(catalog.largeObjects().size()));
    }
  }

  private CatalogDump dump(TocBuilder toc, List<TableSource> tables) throws SQLException {
    return new CatalogDump(
        session.text("SELECT pg_catalog.current_database()"),
        packed.complete(),
        tables,
        toc.largeObjectEntry(),
        toc.largeObjectEntry() == null ? List.of() : new ArrayList<>(catalog.largeObjects()),
        toc.statistics(),
        toc.sequences(),
        toc.extensions(),
        catalog.warnings());
  }
}
