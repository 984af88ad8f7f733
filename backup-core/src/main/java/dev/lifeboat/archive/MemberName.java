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

  /** Lists the large objects, in archives before version 1.16, whatever the entry says. */
  static final String LARGE_OBJECTS = "blobs.toc";

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

  /** The file of an entry's data, as the table of contents names it. */
  static String ofData(TocEntry entry, String told) {
    boolean objects = entry.description().equals(TocEntry.LARGE_OBJECTS);
    return checked(told, objects ? LIST : DATA, entry);
  }

  /** The file of a large object, as the list of them names it. */
  static String ofLargeObject(TocEntry entry, String told) {
    return checked(told, LARGE_OBJECT, entry);
  }

  private static String checked(String told, Pattern pattern, TocEntry entry) {
    if (!pattern.matcher(told).matches()) {
      throw new DamagedException(
          "The archive names '%s' as a file with data of %s, which pg_dump would not; fetch it again"
              .formatted(Sql.oneLine(told), Sql.oneLine(entry.title())));
    }
    return told;
  }
}
