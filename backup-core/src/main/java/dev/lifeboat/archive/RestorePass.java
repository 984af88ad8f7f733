package dev.lifeboat.archive;

import java.util.Set;

/**
 * The passes in which {@code pg_restore} goes over an archive, in their order.
 *
 * <p>Privileges come late, so that a restoring role that loses its own can still work; what must
 * run under the final privileges comes last.
 */
public enum RestorePass {
  /** Not restored into a database that exists: settings, and what is about the database itself. */
  NONE,
  /** Objects, data, comments. */
  MAIN,
  /** Privileges. */
  PRIVILEGES,
  /**
   * Event triggers, which could hinder the rest, materialized views, which run queries, and
   * statistics, which making an index changes.
   */
  LAST;

  private static final Set<String> NOT_RESTORED =
      Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH", "DATABASE", "DATABASE PROPERTIES");

  /** The pass an entry belongs to. */
  public static RestorePass of(TocEntry entry) {
    String kind = entry.description();
    if (NOT_RESTORED.contains(kind) || isAbout(entry, "DATABASE ")) {
      return NONE;
    }
    return switch (kind) {
      case "ACL", "ACL LANGUAGE", "DEFAULT ACL" -> PRIVILEGES;
      case "EVENT TRIGGER", "MATERIALIZED VIEW DATA", TocEntry.STATISTICS_DATA -> LAST;
      default -> isAbout(entry, "EVENT TRIGGER ") ? LAST : MAIN;
    };
  }

  /** Whether it is a comment and the like, for an object whose title begins so. */
  private static boolean isAbout(TocEntry entry, String title) {
    return entry.tag().startsWith(title)
        && switch (entry.description()) {
          case "ACL", "COMMENT", "SECURITY LABEL" -> true;
          default -> false;
        };
  }
}
