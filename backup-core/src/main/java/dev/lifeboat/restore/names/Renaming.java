package dev.lifeboat.restore.names;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites entries of an archive for the names of a {@link NameMap}. For one archive, once.
 *
 * <p>Names in text constants, such as the bodies of functions, stay as they are and are warned of;
 * what cannot be told apart is refused.
 */
public final class Renaming {
  private static final int NAMED = 5;

  /** What holds queries or statements, and so aliases that can look like schemas. */
  private static final Set<String> WITH_QUERIES =
      Set.of("VIEW", "MATERIALIZED VIEW", "RULE", "POLICY", "FUNCTION", "PROCEDURE");

  /** What holds no expressions, so that the word SCHEMA means what it says. */
  private static final Set<String> WITH_SCHEMAS =
      Set.of(
          "ACL",
          "COMMENT",
          "DEFAULT ACL",
          "EXTENSION",
          "PUBLICATION",
          "PUBLICATION TABLES IN SCHEMA",
          "SCHEMA",
          "SECURITY LABEL");

  private static final Set<String> WITH_ROLES =
      Set.of(
          "ACL",
          "ACL LANGUAGE",
          "DATABASE PROPERTIES",
          "DEFAULT ACL",
          "POLICY",
          "SCHEMA",
          "USER MAPPING");

  /** Whose text constants are no names of anything. */
  private static final Set<String> WITH_WORDS =
      Set.of("COMMENT", "SECURITY LABEL", TocEntry.DATABASE, "DATABASE PROPERTIES");

  private final NameMap map;
  private final Set<String> knownSchemas;
  private final Set<String> unchanged = new TreeSet<>();

  private Renaming(Toc toc, NameMap map) {
    this.map = map;
    this.knownSchemas =
        toc.entries().stream()
            .map(TocEntry::namespace)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Entries under their other names.
   *
   * @param entries the entries
   * @param warnings what a person should know, one sentence each
   */
  public record Renamed(List<TocEntry> entries, List<String> warnings) {
    /** Copies what could change. */
    public Renamed {
      entries = List.copyOf(entries);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Rewrites entries.
   *
   * @param toc the archive that they are of
   * @param entries what is restored of it
   * @param map the names
   * @throws RefusedException if the archive does not have what the map names, or an entry uses the
   *     name of a schema for something else as well
   */
  public static Renamed of(Toc toc, List<TocEntry> entries, NameMap map) {
    if (map.equals(NameMap.NONE)) {
      return new Renamed(entries, List.of());
    }
    return new Renaming(toc, map).all(toc, entries);
  }

  private Renamed all(Toc toc, List<TocEntry> entries) {
    requireKnown(toc);
    List<TocEntry> renamed = new ArrayList<>();
    entries.forEach(entry -> renamed.add(renamed(entry)));
    renamed.addAll(0, missingSchemas(renamed));
    return new Renamed(renamed, warnings());
  }

  private void requireKnown(Toc toc) {
    if (toc.hasOldStrings() && !map.schemas().isEmpty()) {
      throw new RefusedException(
          "The archive has text constants of the old form, in which names cannot be told; restore it without a schema map");
    }
    requireSome(map.schemas(), knownSchemas, "schema");
    requireSome(
        map.owners(),
        toc.entries().stream()
            .flatMap(entry -> roles(entry).stream())
            .collect(Collectors.toUnmodifiableSet()),
        "role");
    requireSome(
        map.tablespaces(),
        toc.entries().stream()
            .map(TocEntry::tablespace)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()),
        "tablespace");
  }

  private static void requireSome(Map<String, String> names, Set<String> known, String kind) {
    for (String name : names.keySet()) {
      if (!known.contains(name)) {
        throw new RefusedException(
            "The archive has nothing of %s %s, which is to get another name; see --list"
                .formatted(kind, Sql.oneLine(name)));
      }
    }
  }

  private static Set<String> roles(TocEntry entry) {
    Set<String> roles = new HashSet<>(Set.of(entry.owner()));
    if (WITH_ROLES.contains(entry.description())) {
      roles.addAll(GrantedRoles.in(entry.definition()));
      roles.addAll(GrantedRoles.of(entry.description(), entry.definition()));
    }
    return roles;
  }

  private TocEntry renamed(TocEntry entry) {
    requireNoOtherUse(entry);
    String owner = map.owners().getOrDefault(entry.owner(), entry.owner());
    return named(entry)
        .withOwner(owner)
        .withStorage(tablespace(entry.tablespace()), entry.tableAccessMethod())
        .withStatements(
            sql(entry, entry.definition()),
            sql(entry, entry.dropStatement()),
            entry.copyStatement() == null ? null : sql(entry, entry.copyStatement()));
  }

  private void requireNoOtherUse(TocEntry entry) {
    if (!WITH_QUERIES.contains(entry.description())) {
      return;
    }
    Set<String> others = new SchemaNames(entry.definition(), map.schemas()).ambiguous(knownSchemas);
    if (!others.isEmpty()) {
      throw new RefusedException(
          "%s uses %s as a schema and as another name, so that they cannot be told apart; leave it out, or restore without this schema map"
              .formatted(Sql.oneLine(entry.title()), Sql.oneLine(String.join(", ", others))));
    }
  }

  private TocEntry named(TocEntry entry) {
    String namespace = entry.namespace() == null ? null : map.schema(entry.namespace());
    String tag = entry.tag();
    if (entry.description().equals("SCHEMA")) {
      tag = map.schema(tag);
    } else if (WITH_SCHEMAS.contains(entry.description()) && tag.startsWith("SCHEMA ")) {
      tag = "SCHEMA " + map.schema(tag.substring("SCHEMA ".length()));
    }
    return entry.withName(tag, namespace);
  }

  private @Nullable String tablespace(@Nullable String archived) {
    return archived == null ? null : map.tablespaces().getOrDefault(archived, archived);
  }

  private String sql(TocEntry entry, String sql) {
    String renamed = sql;
    if (!map.schemas().isEmpty() && !sql.isEmpty()) {
      renamed = schemas(entry, sql);
    }
    if (!map.owners().isEmpty() && WITH_ROLES.contains(entry.description())) {
      renamed = GrantedRoles.renamed(entry.description(), renamed, map.owners());
    }
    return renamed;
  }

  private String schemas(TocEntry entry, String sql) {
    SchemaNames names = new SchemaNames(sql, map.schemas());
    switch (entry.description()) {
      case TocEntry.STATISTICS_DATA -> names.statistics();
      case "SEQUENCE SET" -> names.constants();
      default -> names.qualifiers();
    }
    if (WITH_SCHEMAS.contains(entry.description())) {
      names.afterSchema();
    }
    if (entry.description().equals("SCHEMA") && map.schemas().containsKey(entry.tag())) {
      names.unlessThere();
    }
    if (!WITH_WORDS.contains(entry.description()) && !names.inTexts().isEmpty()) {
      unchanged.add(entry.title());
    }
    return names.text();
  }

  /** A schema that no entry makes, such as {@code public}, is not there under another name. */
  private List<TocEntry> missingSchemas(List<TocEntry> entries) {
    Set<String> missing = new TreeSet<>(map.schemas().values());
    missing.retainAll(
        entries.stream()
            .filter(entry -> entry.section() == Section.PRE_DATA)
            .map(TocEntry::namespace)
            .filter(Objects::nonNull)
            .toList());
    entries.stream()
        .filter(entry -> entry.description().equals("SCHEMA"))
        .filter(entry -> !entry.definition().stripLeading().startsWith("--"))
        .forEach(entry -> missing.remove(entry.tag()));
    int free = entries.stream().mapToInt(TocEntry::dumpId).max().orElse(0);
    List<TocEntry> made = new ArrayList<>();
    for (String schema : missing) {
      made.add(schema(++free, schema));
    }
    return made;
  }

  private static TocEntry schema(int dumpId, String name) {
    return new TocEntry(
        dumpId,
        CatalogId.NONE,
        name,
        "SCHEMA",
        Section.PRE_DATA,
        "CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(name) + ";",
        "",
        null,
        null,
        null,
        null,
        '\0',
        "",
        List.of(),
        false);
  }

  private List<String> warnings() {
    if (unchanged.isEmpty()) {
      return List.of();
    }
    String named =
        unchanged.stream().limit(NAMED).map(Sql::oneLine).collect(Collectors.joining(", "));
    return List.of(
        "Texts in %s%s may name a schema that is restored under another name, and stay as they are; look at them"
            .formatted(
                named,
                unchanged.size() > NAMED
                    ? " and %d more".formatted(unchanged.size() - NAMED)
                    : ""));
  }
}
