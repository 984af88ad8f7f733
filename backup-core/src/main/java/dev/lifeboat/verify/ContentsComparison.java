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
    String expected = words(table.rows(), table.sizeBytes(), table.digest());
    compare(title(table), expected, words(found));
    report.countTables(1, found.rows());
  }

  void compare(String title, RowDigest expected, RowDigest found) {
    compare(title, words(expected), words(found));
  }

  private void compare(String title, String expected, String found) {
    if (!expected.equals(found)) {
      report.find(kind, title, expected, found);
    }
  }

  void compare(DumpedLargeObjects expected, LargeObjectDigest found) {
    compare(
        "large objects",
        words(expected.count(), expected.sizeBytes(), expected.digest()),
        words(found.count(), found.sizeBytes(), found.hex()));
    report.countLargeObjects(found.count());
  }

  static String title(DumpedTable table) {
    return "table " + Sql.oneLine(Sql.qualified(table.schema(), table.name()));
  }

  private static String words(RowDigest digest) {
    return words(digest.rows(), digest.sizeBytes(), digest.hex());
  }

  private static String words(long count, long sizeBytes, String digest) {
    return "%d of %d bytes with digest %s".formatted(count, sizeBytes, digest);
  }
}
