package dev.lifeboat.archive;

import java.util.List;
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

  /** Copies what could change. */
  public Toc {
    entries = List.copyOf(entries);
  }

  /** The encoding of all texts and rows, as PostgreSQL names it. */
  public String encoding() {
    return entries.stream()
        .filter(entry -> entry.description().equals("ENCODING"))
        .map(entry -> ENCODING.matcher(entry.definition()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("UTF8");
  }
}
