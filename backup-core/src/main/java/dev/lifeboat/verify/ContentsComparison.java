package dev.lifeboat.verify;

import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.verify.Finding.Kind;

/** Compares rows and large objects with what the contents say of them. */
final class ContentsComparison {
  private final Kind kind;
  private final Report report;

  /**
   * Compares.
   *
   * @param kind what a difference means
   */
  ContentsComparison(Kind kind, Report report) {
    this.kind = kind;
    this.report = report;
  }

  void compare(DumpedTable table, RowDigest found) {
    boolean equal =
        found.rows() == table.rows()
            && found.sizeBytes() == table.sizeBytes()
            && found.hex().equals(table.digest());
    if (!equal) {
      report.find(
          kind,
          title(table),
          words(table.rows(), table.sizeBytes(), table.digest()),
          words(found.rows(), found.sizeBytes(), found.hex()));
    }
    report.countTable(found.rows());
  }

  void compare(DumpedLargeObjects expected, LargeObjectDigest found) {
    boolean equal =
        found.count() == expected.count()
            && found.sizeBytes() == expected.sizeBytes()
            && found.hex().equals(expected.digest());
    if (!equal) {
      report.find(
          kind,
          "large objects",
          words(expected.count(), expected.sizeBytes(), expected.digest()),
          words(found.count(), found.sizeBytes(), found.hex()));
    }
    report.countLargeObjects(found.count());
  }

  static String title(DumpedTable table) {
    return "table " + Sql.oneLine(Sql.qualified(table.schema(), table.name()));
  }

  private static String words(long count, long sizeBytes, String digest) {
    return "%d of %d bytes with digest %s".formatted(count, sizeBytes, digest);
  }
}
