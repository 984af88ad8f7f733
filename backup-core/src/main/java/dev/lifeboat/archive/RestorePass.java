package dev.lifeboat.archive;

import java.util.Set;

/**
 * The passes in which an archive is gone over, in their order: those of {@code pg_restore}, and one
 * more for event triggers.
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
  /** Materialized views, which run queries, and statistics, which making an index changes. */
  LAST,
  /** Event triggers, which could hinder all the rest. */
  EVENT_TRIGGERS;

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
      case "MATERIALIZED VIEW DATA", TocEntry.STATISTICS_DATA -> LAST;
      case "EVENT TRIGGER" -> EVENT_TRIGGERS;
      default -> isAbout(entry, "EVENT TRIGGER ") ? EVENT_TRIGGERS : MAIN;
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
