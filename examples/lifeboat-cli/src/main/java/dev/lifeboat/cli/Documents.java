package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Pruned;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.repository.Succession;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told as JSON. Sizes are bytes, durations milliseconds, times ISO 8601. */
final class Documents {
  private Documents() {}

  static Map<String, Object> backup(Backup backup) {
    Manifest manifest = backup.manifest();
    return fields(
        "id", backup.id(),
        "source", backup.source(),
        "database", manifest.database(),
        "createdAt", backup.createdAt(),
        "completedAt", manifest.completedAt(),
        "snapshotAt", manifest.snapshotAt(),
        "serverVersion", manifest.serverVersion(),
        "lifeboatVersion", manifest.lifeboatVersion(),
        "compression", manifest.compression(),
        "partial", backup.extent() == Extent.PARTIAL,
        "encryption", manifest.encryption().scheme(),
        "recipients", manifest.encryption().recipients(),
        "replaces", manifest.succession().map(Succession::replaces),
        "labels", backup.labels(),
        "tables", backup.totals().tables(),
        "rows", backup.totals().rows(),
        "dataBytes", backup.totals().dataBytes(),
        "storedBytes", backup.totals().storedBytes());
  }

  static Map<String, Object> parts(Backup backup) {
    Map<String, Object> document = backup(backup);
    document.put("objects", backup.manifest().parts().stream().map(Documents::part).toList());
    return document;
  }

  static Map<String, Object> dump(DumpSummary dump) {
    return fields(
        "database", dump.database(),
        "serverVersion", dump.serverVersion().text(),
        "snapshotAt", dump.snapshotAt(),
        "entries", dump.entries(),
        "tables", dump.tables().size(),
        "rows", dump.rows(),
        "dataBytes", dump.sizeBytes(),
        "partial", dump.partial(),
        "largeObjects", dump.largeObjects().map(DumpedLargeObjects::count).orElse(0L));
  }

  static List<Map<String, Object>> tables(Contents contents) {
    return contents.dump().tables().stream().map(Documents::table).toList();
  }

  static Map<String, Object> restored(RestoreResult result) {
    return fields(
        "entries", result.entries(),
        "tables", result.tables().size(),
        "rows", result.rows(),
        "largeObjects", result.largeObjects(),
        "dataBytes", result.sizeBytes(),
        "tookMillis", result.took().toMillis());
  }

  static Map<String, Object> verification(Verification proof) {
    return fields(
        "id", proof.id(),
        "source", proof.source(),
        "depth", proof.depth().word(),
        "outcome", proof.outcome().word(),
        "compared", proof.depth().compared(),
        "findings", proof.findings().stream().map(Documents::finding).toList(),
        "objects", proof.checked().objects(),
        "storedBytes", proof.checked().storedBytes(),
        "tables", proof.checked().tables(),
        "rows", proof.checked().rows(),
        "sequences", proof.checked().sequences(),
        "largeObjects", proof.checked().largeObjects(),
        "startedAt", proof.startedAt(),
        "tookMillis", proof.took().toMillis(),
        "scratchServerVersion", proof.scratchServerVersion(),
        "evidence", proof.evidence(),
        "warnings", proof.warnings());
  }

  static Map<String, Object> rejected(Rejected one) {
    return fields("id", one.id(), "source", one.source(), "why", one.words());
  }

  static Map<String, Object> decision(Decision decision) {
    return fields(
        "id", decision.backup().id(),
        "source", decision.backup().source(),
        "createdAt", decision.backup().createdAt(),
        "keep", decision.keeps(),
        "why", decision.why());
  }

  static Map<String, Object> pruned(Pruned pruned) {
    return fields(
        "removed", pruned.removed(),
        "unlisted", pruned.unlisted(),
        "swept", pruned.swept(),
        "freedBytes", pruned.freedBytes(),
        "warnings", pruned.warnings());
  }

  /** A map in the order of its fields. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static Map<String, Object> part(StoredPart part) {
    return fields("name", part.name(), "sizeBytes", part.sizeBytes(), "sha256", part.sha256());
  }

  private static Map<String, Object> table(DumpedTable table) {
    return fields(
        "schema", table.schema(),
        "name", table.name(),
        "rows", table.rows(),
        "dataBytes", table.sizeBytes(),
        "digest", table.digest());
  }

  private static Map<String, Object> finding(Finding finding) {
    return fields(
        "kind", finding.kind().word(),
        "object", finding.object(),
        "expected", finding.expected(),
        "found", finding.found());
  }
}
