package dev.lifeboat.archive;

import dev.lifeboat.postgres.TextEncoding;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of contents of an archive.
 *
 * @param header what the archive says of itself
 * @param entries its objects, in an order in which they can be restored one after another
 */
public record Toc(ArchiveHeader header, List<TocEntry> entries) {
  private static final Pattern ENCODING = Pattern.compile("client_encoding = '([A-Za-z0-9_ -]+)'");

  private static final Set<String> RELATIONS =
      Set.of("TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE");
  private static final Set<String> PARTS_OF_RELATIONS =
      Set.of(
          TocEntry.TABLE_DATA,
          "SEQUENCE SET",
          TocEntry.STATISTICS_DATA,
          "MATERIALIZED VIEW DATA",
          "INDEX",
          "CONSTRAINT",
          "CHECK CONSTRAINT",
          "FK CONSTRAINT",
          "TRIGGER",
          "RULE",
          "POLICY",
          "ROW SECURITY");

  /** Copies what could change. */
  public Toc {
    entries = List.copyOf(entries);
  }

  /**
   * Whether it holds data, indexes and the like for tables that it does not make, as the sections
   * after the first do.
   */
  public boolean completesRelations() {
    return entries.stream().noneMatch(Toc::makesRelation)
        && entries.stream().anyMatch(entry -> PARTS_OF_RELATIONS.contains(entry.description()));
  }

  /** Some views need a primary key, and so come late. */
  private static boolean makesRelation(TocEntry entry) {
    return RELATIONS.contains(entry.description()) && entry.section() == Section.PRE_DATA;
  }

  /**
   * Whether its text constants take backslashes for the beginning of escapes, as {@code
   * standard_conforming_strings = off} has it.
   */
  public boolean hasOldStrings() {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.description().equals("STDSTRINGS") && entry.definition().contains("off"));
  }

  /**
   * Whether names tell their schema. Those of archives before version 1.13 do not: each entry
   * relies on a {@code search_path} of its own schema.
   */
  public boolean hasQualifiedNames() {
    return entries.stream().anyMatch(entry -> entry.description().equals("SEARCHPATH"));
  }

  /** The encoding of all texts and rows. */
  public TextEncoding encoding() {
    return entries.stream()
        .filter(entry -> entry.description().equals("ENCODING"))
        .map(entry -> ENCODING.matcher(entry.definition()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .map(TextEncoding::of)
        .orElse(TextEncoding.UTF8);
  }
}
