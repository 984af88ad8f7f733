package dev.lifeboat.archive;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a script, in its order, and what that order tells of what they need: rows need
 * their table, a comment what stands before it, and what comes after the data all of it and
 * everything before. So nothing comes too early, also where several workers restore.
 */
final class ScriptEntries {
  private static final Set<String> DATA =
      Set.of(TocEntry.TABLE_DATA, TocEntry.LARGE_OBJECTS, "SEQUENCE SET");
  private static final Set<String> POST_DATA =
      Set.of(
          "CHECK CONSTRAINT",
          "CONSTRAINT",
          "DEFAULT ACL",
          "EVENT TRIGGER",
          "FK CONSTRAINT",
          "INDEX",
          "INDEX ATTACH",
          "MATERIALIZED VIEW DATA",
          "POLICY",
          "PUBLICATION",
          "PUBLICATION TABLE",
          "PUBLICATION TABLES IN SCHEMA",
          "ROW SECURITY",
          "RULE",
          "STATISTICS",
          TocEntry.STATISTICS_DATA,
          "SUBSCRIPTION",
          "SUBSCRIPTION TABLE",
          "TRIGGER");
  private static final String LARGE_OBJECT = "BLOB";
  private static final Set<String> NOTES = Set.of("ACL", "COMMENT", "SECURITY LABEL");

  private final List<ScriptEntry> entries = new ArrayList<>();
  private final Map<String, Integer> tables = new HashMap<>();
  private final List<Integer> withData = new ArrayList<>();
  private final List<Integer> largeObjects = new ArrayList<>();
  private @Nullable ScriptEntry content;
  private int lastObject;
  private int lastAfterData;
  private boolean namesAreQualified = true;

  /** Begins an object; what fills large objects is one, however many titles it has. */
  ScriptEntry begin(ScriptTitle found, String tablespace, String accessMethod) {
    ScriptTitle title = found.withoutGroups();
    if (title.description().equals(TocEntry.LARGE_OBJECTS) && content != null) {
      return content;
    }
    Section section = section(title.description());
    ScriptEntry entry =
        new ScriptEntry(entries.size() + 1, title, section, tablespace, accessMethod);
    order(entry);
    entries.add(entry);
    if (title.description().equals(TocEntry.LARGE_OBJECTS)) {
      content = entry;
    } else if (title.description().equals(LARGE_OBJECT)) {
      largeObjects.add(entry.dumpId());
    }
    return entry;
  }

  /** Whether there is anything but one database and what is said of it. */
  boolean makeMoreThanADatabase() {
    List<String> made =
        entries.stream()
            .filter(entry -> entry.section() != Section.NONE)
            .map(entry -> entry.title().description())
            .toList();
    return made.stream().filter(TocEntry.DATABASE::equals).count() > 1
        || made.stream().anyMatch(kind -> !kind.startsWith(TocEntry.DATABASE));
  }

  /** States that names tell no schema, as in scripts of {@code pg_dump} before 10.3. */
  void relyOnSearchPath() {
    namesAreQualified = false;
  }

  /** What was read, as a table of contents. */
  Toc toc(ScriptReader script, LocalDateTime createdAt) {
    if (content != null) {
      largeObjects.forEach(content::needs);
    }
    List<TocEntry> all = new ArrayList<>();
    entries.stream()
        .filter(entry -> entry.hasData() || !isData(entry))
        .map(ScriptEntry::entry)
        .forEach(all::add);
    all.addAll(0, settings(script));
    return new Toc(
        new ArchiveHeader(
            ArchiveVersion.V1_14, "none", createdAt, "", script.serverVersion(), "Lifeboat"),
        all);
  }

  private static boolean isData(ScriptEntry entry) {
    String kind = entry.title().description();
    return kind.equals(TocEntry.TABLE_DATA) || kind.equals(TocEntry.LARGE_OBJECTS);
  }

  private void order(ScriptEntry entry) {
    int id = entry.dumpId();
    switch (entry.section()) {
      case NONE -> {
        if (lastObject > 0) {
          entry.needs(lastObject);
        }
      }
      case PRE_DATA -> tables.put(name(entry.title()), id);
      case DATA -> {
        Integer table = tables.get(name(entry.title()));
        if (table != null) {
          entry.needs(table);
        }
        withData.add(id);
      }
      case POST_DATA -> {
        if (lastAfterData > 0) {
          entry.needs(lastAfterData);
        } else {
          withData.forEach(entry::needs);
        }
        lastAfterData = id;
      }
    }
    if (entry.section() != Section.NONE) {
      lastObject = id;
    }
  }

  private static String name(ScriptTitle title) {
    return title.namespace() + "\0" + title.tag();
  }

  /** What is made after data, needs data, whatever it is: a view that needs a key, for one. */
  private Section section(String kind) {
    if (NOTES.contains(kind)) {
      return Section.NONE;
    }
    if (DATA.contains(kind)) {
      return Section.DATA;
    }
    if (kind.equals(LARGE_OBJECT) && !withData.isEmpty()) {
      return Section.DATA;
    }
    boolean late = POST_DATA.contains(kind) || lastAfterData > 0 || !withData.isEmpty();
    return late ? Section.POST_DATA : Section.PRE_DATA;
  }

  /** The settings that texts and names of the archive rely on. */
  private List<TocEntry> settings(ScriptReader script) {
    int last = entries.size();
    TocEntry encoding =
        setting(last + 1, "ENCODING", "SET client_encoding = '%s';\n".formatted(script.encoding()));
    TocEntry strings =
        setting(
            last + 2,
            "STDSTRINGS",
            "SET standard_conforming_strings = '%s';\n"
                .formatted(script.standardStrings() ? "on" : "off"));
    TocEntry searchPath =
        setting(
            last + 3, "SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);\n");
    return namesAreQualified ? List.of(encoding, strings, searchPath) : List.of(encoding, strings);
  }

  private static TocEntry setting(int dumpId, String kind, String sql) {
    return new TocEntry(
        dumpId,
        new CatalogId(0, 0),
        kind,
        kind,
        Section.PRE_DATA,
        sql,
        "",
        null,
        null,
        null,
        null,
        (char) 0,
        "",
        List.of(),
        false);
  }
}
