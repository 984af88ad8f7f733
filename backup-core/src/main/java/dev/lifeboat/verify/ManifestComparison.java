package dev.lifeboat.verify;

import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.verify.Finding.Kind;
import java.time.temporal.ChronoUnit;

/**
 * Compares what a manifest says twice, and what its contents say too. Nothing else notices where it
 * was altered and nobody signed it; labels, the sequence, the names of recipients, the version of
 * the library and the end are said once alone.
 */
final class ManifestComparison {
  private final Manifest manifest;
  private final Report report;

  ManifestComparison(Manifest manifest, Report report) {
    this.manifest = manifest;
    this.report = report;
  }

  /** With itself: no key is needed. */
  void alone() {
    compare(
        "totals.storedBytes",
        manifest.parts().stream().mapToLong(StoredPart::sizeBytes).sum(),
        manifest.totals().storedBytes());
    compare(
        "createdAt",
        manifest.id().startedAt(),
        manifest.createdAt().truncatedTo(ChronoUnit.SECONDS));
  }

  /** With the contents. */
  void with(DumpSummary dump) {
    compare("database", dump.database(), manifest.database());
    compare("snapshotAt", dump.snapshotAt(), manifest.snapshotAt());
    compare("serverVersion", dump.serverVersion().text(), manifest.serverVersion());
    compare("partial", !dump.partial().isEmpty(), manifest.extent() == Extent.PARTIAL);
    compare("totals.tables", (long) dump.tables().size(), manifest.totals().tables());
    compare("totals.rows", dump.rows(), manifest.totals().rows());
    compare("totals.dataBytes", dump.sizeBytes(), manifest.totals().dataBytes());
  }

  private void compare(String field, Object expected, Object found) {
    if (!expected.equals(found)) {
      report.find(
          Kind.DAMAGED,
          "the manifest of backup %s, '%s'".formatted(manifest.id(), field),
          expected,
          found);
    }
  }
}
