package dev.lifeboat.dump.scope;

import dev.lifeboat.archive.Section;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which part of each object is dumped, or restored. Immutable.
 *
 * @param parts what is dumped
 * @param sections the sections it is dumped of, as {@code pg_dump --section} names them
 */
public record DumpContent(Set<Part> parts, Set<Section> sections) {
  private static final Set<Section> ALL_SECTIONS =
      Set.of(Section.PRE_DATA, Section.DATA, Section.POST_DATA);

  /** Definitions and data. */
  public static final DumpContent ALL = of(Part.DEFINITIONS, Part.DATA);

  /** Definitions alone. */
  public static final DumpContent SCHEMA_ONLY = of(Part.DEFINITIONS);

  /** Data alone. */
  public static final DumpContent DATA_ONLY = of(Part.DATA);

  /** What can be dumped of an object. */
  public enum Part {
    /** The statements that make it. */
    DEFINITIONS,
    /** Rows, large objects, values of sequences, and that materialized views are filled. */
    DATA,
    /** Values of sequences, where data is left out. */
    SEQUENCE_VALUES,
    /** What ANALYZE found, which servers from 18 on take back. */
    STATISTICS
  }

  /** Copies what could change, and refuses what would be a dump of nothing. */
  public DumpContent {
    parts = Set.copyOf(Given.values(parts, "the parts of what is dumped"));
    sections = Set.copyOf(Given.values(sections, "the sections of what is dumped"));
    if (parts.isEmpty() || sections.isEmpty()) {
      throw new RefusedException(
          "Definitions, data and statistics are all left out; say what is wanted");
    }
  }

  /** These parts, of all sections. */
  public static DumpContent of(Part... parts) {
    return new DumpContent(
        Set.copyOf(Arrays.asList(Given.value(parts, "the parts of what is dumped"))), ALL_SECTIONS);
  }

  /** The same with one more part. */
  public DumpContent with(Part part) {
    Set<Part> more = EnumSet.of(part);
    more.addAll(parts);
    return new DumpContent(more, sections);
  }

  /** The same, of these sections alone. */
  public DumpContent of(Section... only) {
    return new DumpContent(parts, Set.copyOf(Arrays.asList(only)));
  }

  /** Whether a part is dumped of any section. */
  public boolean has(Part part) {
    return parts.contains(part);
  }

  /** Whether a part of a section is dumped. */
  public boolean has(Part part, Section section) {
    return parts.contains(part) && sections.contains(section);
  }

  /** Whether the values of sequences are dumped. */
  public boolean hasSequenceValues() {
    return hasRows() || has(Part.SEQUENCE_VALUES, Section.DATA);
  }

  /** Whether rows of tables are dumped. */
  public boolean hasRows() {
    return has(Part.DATA, Section.DATA);
  }

  /** What is not usual about it, each as it would be given on a command line. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (parts.size() == 1 && !has(Part.SEQUENCE_VALUES)) {
      words.add(
          has(Part.DEFINITIONS)
              ? "--schema-only"
              : has(Part.DATA) ? "--data-only" : "--statistics-only");
    } else {
      addIf(!has(Part.DEFINITIONS), "--no-schema", words);
      addIf(!has(Part.DATA), "--no-data", words);
      addIf(has(Part.STATISTICS), "--statistics", words);
      addIf(has(Part.SEQUENCE_VALUES), "--sequence-data", words);
    }
    if (!sections.containsAll(ALL_SECTIONS)) {
      sections.stream().sorted().forEach(section -> words.add("--section=" + name(section)));
    }
    return words;
  }

  private static void addIf(boolean condition, String word, List<String> words) {
    if (condition) {
      words.add(word);
    }
  }

  private static String name(Section section) {
    return section.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is enough to make the database again. */
  public boolean isWhole() {
    return has(Part.DEFINITIONS) && has(Part.DATA) && sections.containsAll(ALL_SECTIONS);
  }
}
