package dev.lifeboat.restore.scope;

import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is restored of an archive. Immutable.
 *
 * @param filter which entries
 * @param content which part of each
 * @param omissions what is left out of each
 * @param database what becomes of what the archive tells of the database itself: owner, comment,
 *     privileges, settings and limits
 */
public record RestoreScope(
    RestoreFilter filter, DumpContent content, Set<Omission> omissions, Keep database) {
  /** All of it, but what the archive tells of the database itself. */
  public static final RestoreScope ALL =
      new RestoreScope(
          RestoreFilter.everything(),
          DumpContent.of(Part.DEFINITIONS, Part.DATA, Part.STATISTICS),
          Set.of(),
          Keep.LEFT_OUT);

  /** Copies what could change, and refuses what a restore cannot leave out. */
  public RestoreScope {
    Given.value(filter, "the filter of what is restored");
    Given.value(content, "the content of what is restored");
    Given.value(database, "the treatment of the database itself");
    omissions = Set.copyOf(Given.values(omissions, "the omissions of what is restored"));
    omissions.forEach(RestoreScope::requireOfRestores);
  }

  private static void requireOfRestores(Omission omission) {
    if (omission == Omission.TOAST_COMPRESSION || omission == Omission.UNLOGGED_TABLE_DATA) {
      throw new RefusedException(
          "--%s is for dumps; an archive does not tell it apart from the rest"
              .formatted(omission.option()));
    }
  }

  /** The same with other entries. */
  public RestoreScope with(RestoreFilter other) {
    return new RestoreScope(other, content, omissions, database);
  }

  /** The same with another part of each. */
  public RestoreScope with(DumpContent other) {
    return new RestoreScope(filter, other, omissions, database);
  }

  /** The same with another treatment of the database itself. */
  public RestoreScope withDatabase(Keep other) {
    return new RestoreScope(filter, content, omissions, other);
  }

  /** The same without some things more. */
  public RestoreScope without(Omission... more) {
    Set<Omission> all = EnumSet.noneOf(Omission.class);
    all.addAll(omissions);
    all.addAll(
        Given.values(Arrays.asList(Given.value(more, "what is left out")), "what is left out"));
    return new RestoreScope(filter, content, all, database);
  }

  /** Whether something is left out. */
  public boolean omits(Omission omission) {
    return omissions.contains(Given.value(omission, "what is left out"));
  }

  /** Whether all objects and all data of the archive come back. */
  public boolean isWhole() {
    return filter.isEverything()
        && content.isWhole()
        && omissions.stream().allMatch(RestoreScope::isProperty);
  }

  /** Whether it is about properties of objects, not about objects. */
  private static boolean isProperty(Omission omission) {
    return switch (omission) {
      case OWNERS, PRIVILEGES, COMMENTS, SECURITY_LABELS, TABLESPACES, TABLE_ACCESS_METHODS -> true;
      default -> false;
    };
  }
}
