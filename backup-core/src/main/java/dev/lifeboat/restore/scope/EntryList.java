package dev.lifeboat.restore.scope;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of an archive that are to be restored, in the order in which they are. Immutable.
 *
 * <p>It is written as {@code pg_restore --list} does, and {@link EntryListing} as well: the number
 * of an entry begins a line, and all from a semicolon on is a comment, so that lines are left out
 * by a semicolon before them.
 *
 * @param dumpIds the numbers of the entries
 */
public record EntryList(List<Integer> dumpIds) {
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9})(?:\\s.*)?");

  /** Copies what could change. */
  public EntryList {
    dumpIds = List.copyOf(new LinkedHashSet<>(Given.values(dumpIds, "the ids of entries")));
  }

  /**
   * Reads a list.
   *
   * @param text the list, which the caller closes
   * @return its entries
   * @throws RefusedException if a line is neither an entry nor a comment
   * @throws IOException if it cannot be read
   */
  public static EntryList read(Reader text) throws IOException {
    BufferedReader lines = new BufferedReader(Given.value(text, "the list of entries"));
    Set<Integer> dumpIds = new LinkedHashSet<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String entry = line.split(";", 2)[0];
      if (!entry.isBlank()) {
        dumpIds.add(dumpId(entry, number));
      }
    }
    return new EntryList(List.copyOf(dumpIds));
  }

  private static int dumpId(String entry, int line) {
    Matcher number = NUMBER.matcher(entry);
    if (!number.matches()) {
      throw new RefusedException(
          "Line %d of the list, '%s', does not begin with the number of an entry; write lists as --list does"
              .formatted(line, Sql.oneLine(entry.strip())));
    }
    return Integer.parseInt(number.group(1));
  }
}
