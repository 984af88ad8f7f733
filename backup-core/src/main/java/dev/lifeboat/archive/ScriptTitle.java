package dev.lifeboat.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that stands before each object in a script of {@code pg_dump}.
 *
 * @param tag the object's name
 * @param description its kind
 * @param namespace its schema; empty for none
 * @param line where it stands, from 1 on
 */
record ScriptTitle(String tag, String description, String namespace, long line) {
  private static final Pattern FORM =
      Pattern.compile(
          "-- (?:Data for |Statistics for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: .*");

  /** Reads a comment, if it is one. */
  static Optional<ScriptTitle> of(String comment, long line) {
    Matcher form = FORM.matcher(comment);
    if (!form.matches()) {
      return Optional.empty();
    }
    String schema = form.group(3).equals("-") ? "" : form.group(3);
    return Optional.of(new ScriptTitle(form.group(1), form.group(2), schema, line));
  }

  /**
   * The same for large objects that share a title, as for one: the statements below tell which they
   * are.
   */
  ScriptTitle withoutGroups() {
    if (description.equals(LargeObjectGroup.DESCRIPTION)) {
      return new ScriptTitle(tag, "BLOB", namespace, line);
    }
    return tag.startsWith("LARGE OBJECTS ")
        ? new ScriptTitle(tag.replaceFirst("OBJECTS", "OBJECT"), description, namespace, line)
        : this;
  }
}
