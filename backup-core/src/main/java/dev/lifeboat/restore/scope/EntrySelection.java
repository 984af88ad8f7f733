package dev.lifeboat.restore.scope;

import dev.lifeboat.archive.EntryStatements;
import dev.lifeboat.archive.LargeObjectGroup;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.DumpFilter.Names;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of an archive that a scope chooses, by the rules of {@code pg_restore} (PostgreSQL
 * documentation, page "pg_restore"), with one difference: that a materialized view is filled counts
 * as data. Immutable.
 */
public final class EntrySelection {
  /** What says something about the whole archive, and is restored by the settings of sessions. */
  private static final Set<String> SETTINGS = Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH");

  private static final Set<String> DATABASES = Set.of(TocEntry.DATABASE, "DATABASE PROPERTIES");
  private static final Set<String> ABOUT_OTHERS = Set.of("ACL", "COMMENT", "SECURITY LABEL");

  private final RestoreScope scope;
  private final Omissions omissions;
  private final NameRules names;
  private final Map<Integer, TocEntry> all = new HashMap<>();
  private final Set<Integer> chosenIds = new HashSet<>();
  private final List<TocEntry> chosen = new ArrayList<>();

  private EntrySelection(Toc toc, RestoreScope scope) {
    this.scope = scope;
    this.omissions = new Omissions(scope.omissions());
    this.names = new NameRules(scope.filter());
    toc.entries().forEach(entry -> all.put(entry.dumpId(), entry));
    Section section = Section.PRE_DATA;
    for (TocEntry entry : ordered(toc)) {
      section = entry.section() == Section.NONE ? section : entry.section();
      if (isChosen(entry, section)) {
        chosen.add(entry);
        chosenIds.add(entry.dumpId());
      }
    }
  }

  /**
   * Applies a scope.
   *
   * @throws RefusedException if a list names an entry that is not there
   */
  public static EntrySelection of(Toc toc, RestoreScope scope) {
    return new EntrySelection(toc, scope);
  }

  /** The chosen entries, in the order in which they are restored one after another. */
  public List<TocEntry> entries() {
    return List.copyOf(chosen);
  }

  /** The same without what the scope leaves out of each. */
  public List<TocEntry> stripped() {
    return chosen.stream().map(omissions::strip).toList();
  }

  /**
   * What a person should know: rules that name what the archive does not have.
   *
   * @throws RefusedException if names are strict and one is not there, or nothing at all is chosen
   */
  public List<String> warnings() {
    List<RestoreRule> unmet = names.unmet();
    boolean nothing = chosen.isEmpty() && !scope.filter().isEverything();
    if (nothing || (scope.filter().names() == Names.STRICT && !unmet.isEmpty())) {
      throw new RefusedException(
          "Nothing in the archive is chosen by %s; names are exact and without a schema, see --list for those it has"
              .formatted(words(unmet.isEmpty() ? scope.filter().rules() : unmet)));
    }
    return unmet.stream()
        .map(rule -> "Nothing in the archive is chosen by " + words(List.of(rule)))
        .toList();
  }

  private static String words(List<RestoreRule> rules) {
    return rules.isEmpty()
        ? "the list"
        : Sql.oneLine(rules.stream().map(RestoreRule::toString).collect(Collectors.joining(" ")));
  }

  private List<TocEntry> ordered(Toc toc) {
    Optional<EntryList> list = scope.filter().list();
    if (list.isEmpty()) {
      return toc.entries();
    }
    List<TocEntry> ordered = new ArrayList<>();
    for (int dumpId : list.get().dumpIds()) {
      TocEntry entry = all.get(dumpId);
      if (entry == null) {
        throw new RefusedException(
            "The list names entry %d, which the archive does not have; write the list of this archive with --list"
                .formatted(dumpId));
      }
      ordered.add(entry);
    }
    Set<Integer> listed = new HashSet<>(list.get().dumpIds());
    toc.entries().stream()
        .filter(entry -> DATABASES.contains(entry.description()))
        .filter(entry -> !listed.contains(entry.dumpId()))
        .forEach(ordered::add);
    return ordered;
  }

  private boolean isChosen(TocEntry entry, Section section) {
    if (SETTINGS.contains(entry.description())) {
      return false;
    }
    if (DATABASES.contains(entry.description())) {
      return scope.database() == Keep.AS_ARCHIVED;
    }
    return !omissions.leaveOut(entry)
        && scope.content().sections().contains(section)
        && isNamed(entry)
        && hasWantedPart(entry);
  }

  private boolean isNamed(TocEntry entry) {
    if (!ABOUT_OTHERS.contains(entry.description())) {
      return names.choose(entry, entry.dependencies().stream().map(all::get).toList());
    }
    if (entry.tag().startsWith("DATABASE ")) {
      return scope.database() == Keep.AS_ARCHIVED;
    }
    return !names.choose() || entry.dependencies().stream().anyMatch(this::isChosenObject);
  }

  /** Privileges on columns depend on those of their table as well, which are no object. */
  private boolean isChosenObject(int dumpId) {
    TocEntry entry = all.get(dumpId);
    return entry != null && !entry.description().equals("ACL") && chosenIds.contains(dumpId);
  }

  private boolean hasWantedPart(TocEntry entry) {
    DumpContent content = scope.content();
    if (entry.description().equals(TocEntry.STATISTICS_DATA)) {
      return content.has(Part.STATISTICS);
    }
    if (isData(entry)) {
      return content.has(Part.DATA)
          || (content.has(Part.SEQUENCE_VALUES) && entry.description().equals("SEQUENCE SET"));
    }
    return content.has(Part.DEFINITIONS) && !entry.definition().isEmpty();
  }

  private static boolean isData(TocEntry entry) {
    return entry.hasData()
        || switch (entry.description()) {
          case "SEQUENCE SET", "BLOB", LargeObjectGroup.DESCRIPTION, "MATERIALIZED VIEW DATA" ->
              true;
          case "ACL", "COMMENT", "SECURITY LABEL" -> EntryStatements.isAboutLargeObject(entry);
          default -> false;
        };
  }
}
