package dev.lifeboat.restore.scope;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.scope.Omission;
import java.util.Set;

/** Which entries go with what is left out. */
final class Omissions {
  private final Set<Omission> omissions;

  Omissions(Set<Omission> omissions) {
    this.omissions = omissions;
  }

  boolean leaveOut(TocEntry entry) {
    return switch (entry.description()) {
      case "ACL", "ACL LANGUAGE", "DEFAULT ACL" -> omit(Omission.PRIVILEGES);
      case "COMMENT" -> omit(Omission.COMMENTS) || leaveOutObject(entry.tag());
      case "SECURITY LABEL" -> omit(Omission.SECURITY_LABELS) || leaveOutObject(entry.tag());
      case "POLICY", "ROW SECURITY" -> omit(Omission.POLICIES);
      case "PUBLICATION", "PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA" ->
          omit(Omission.PUBLICATIONS);
      case "SUBSCRIPTION", "SUBSCRIPTION TABLE" -> omit(Omission.SUBSCRIPTIONS);
      default -> false;
    };
  }

  /** An entry without the properties that are left out of each. */
  TocEntry strip(TocEntry entry) {
    if (omissions.isEmpty()) {
      return entry;
    }
    TocEntry stored =
        entry.withStorage(
            omit(Omission.TABLESPACES) ? null : entry.tablespace(),
            omit(Omission.TABLE_ACCESS_METHODS) ? null : entry.tableAccessMethod());
    return omit(Omission.OWNERS) ? stored.withOwner("") : stored;
  }

  /** What a comment or label is about, its tag tells. */
  private boolean leaveOutObject(String tag) {
    return (tag.startsWith("POLICY ") && omit(Omission.POLICIES))
        || (tag.startsWith("PUBLICATION ") && omit(Omission.PUBLICATIONS))
        || (tag.startsWith("SUBSCRIPTION ") && omit(Omission.SUBSCRIPTIONS));
  }

  private boolean omit(Omission omission) {
    return omissions.contains(omission);
  }
}
