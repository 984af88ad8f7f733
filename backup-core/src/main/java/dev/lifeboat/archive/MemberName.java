package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import java.util.regex.Pattern;

/**
 * The names of files that {@code pg_dump} gives, and no other: a name that an archive tells can
 * lead nowhere else.
 */
final class MemberName {
  static final String TOC = "toc.dat";

  private static final Pattern DATA = Pattern.compile("\\d{1,10}\\.dat");
  private static final Pattern LIST = Pattern.compile("blobs(_\\d{1,10})?\\.toc");
  private static final Pattern LARGE_OBJECT = Pattern.compile("blob_\\d{1,10}\\.dat");

  private MemberName() {}

  /** Whether a file of this name can belong to an archive. */
  static boolean isOne(String name) {
    return name.equals(TOC)
        || DATA.matcher(name).matches()
        || LIST.matcher(name).matches()
        || LARGE_OBJECT.matcher(name).matches();
  }

  /** The name that the file of an entry's data is given. */
  static String of(TocEntry entry, ArchiveVersion version) {
    return entry.description().equals(TocEntry.LARGE_OBJECTS)
        ? ofList(entry, version)
        : entry.dumpId() + ".dat";
  }

  /** The name that the file of a large object is given. */
  static String ofLargeObject(long oid) {
    return "blob_" + oid + ".dat";
  }

  /** The file of a table's data, as the table of contents names it. */
  static String ofData(TocEntry entry, String told) {
    return checked(told, told.equals(entry.dumpId() + ".dat"), entry);
  }

  /** The list of an entry's large objects, which has its name by rule, whatever the entry tells. */
  static String ofList(TocEntry entry, ArchiveVersion version) {
    return version.atLeast(ArchiveVersion.V1_16) ? "blobs_" + entry.dumpId() + ".toc" : "blobs.toc";
  }

  /** The file of a large object, as the list of them names it. */
  static String ofLargeObject(TocEntry entry, String told) {
    return checked(told, LARGE_OBJECT.matcher(told).matches(), entry);
  }

  private static String checked(String told, boolean valid, TocEntry entry) {
    if (!valid) {
      throw new DamagedException(
          "The archive names '%s' as a file with data of %s, which pg_dump would not; fetch it again"
              .formatted(Sql.oneLine(told), Sql.oneLine(entry.title())));
    }
    return told;
  }
}
