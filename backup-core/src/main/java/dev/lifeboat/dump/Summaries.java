package dev.lifeboat.dump;

import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.VolumeWriter.WrittenPart;
import dev.lifeboat.dump.catalog.CatalogDump;
import dev.lifeboat.dump.catalog.TableSource;
import dev.lifeboat.dump.scope.DumpScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the workers wrote of each table. */
final class Summaries {
  private Summaries() {}

  static DumpSummary of(
      SourceSnapshot snapshot,
      DumpScope scope,
      CatalogDump catalog,
      DumpPlan plan,
      DumpWorkers.Written written) {
    Map<Integer, Total> totals = new HashMap<>();
    for (WrittenPart part : written.parts()) {
      totals.computeIfAbsent(part.dumpId(), id -> new Total()).add(part);
    }
    return new DumpSummary(
        catalog.database(),
        snapshot.version(),
        snapshot.at(),
        catalog.toc().entries(),
        plan.volumes().size(),
        Optional.of(written.prologue()),
        catalog.extensions(),
        catalog.tables().stream().map(table -> table(table, totals.get(table.dumpId()))).toList(),
        largeObjects(catalog, totals),
        catalog.sequences(),
        warnings(snapshot, catalog),
        partial(snapshot, scope));
  }

  private static List<String> warnings(SourceSnapshot snapshot, CatalogDump catalog) {
    List<String> warnings = new ArrayList<>(snapshot.warnings());
    warnings.addAll(catalog.warnings());
    return warnings;
  }

  private static List<String> partial(SourceSnapshot snapshot, DumpScope scope) {
    List<String> partial = new ArrayList<>(scope.isWhole() ? List.of() : scope.words());
    if (!snapshot.warnings().isEmpty()) {
      partial.add("--enable-row-security");
    }
    return partial;
  }

  private static DumpedTable table(TableSource table, Total total) {
    return new DumpedTable(
        table.dumpId(),
        table.schema(),
        table.name(),
        table.columns(),
        total.digest.rows(),
        total.digest.sizeBytes(),
        total.digest.hex(),
        total.slices);
  }

  private static Optional<DumpedLargeObjects> largeObjects(
      CatalogDump catalog, Map<Integer, Total> totals) {
    if (catalog.largeObjectEntry() == null) {
      return Optional.empty();
    }
    Total total = totals.get(catalog.largeObjectEntry());
    return Optional.of(
        new DumpedLargeObjects(
            catalog.largeObjectEntry(),
            total.digest.rows(),
            total.bytes,
            total.digest.hex(),
            total.slices));
  }

  /** The sum of the parts of one entry. */
  private static final class Total {
    private final RowDigest digest = new RowDigest();
    private final List<Slice> slices = new ArrayList<>();
    private long bytes;

    void add(WrittenPart part) {
      digest.add(part.digest());
      slices.add(part.slice());
      bytes += part.sizeBytes();
    }
  }
}
