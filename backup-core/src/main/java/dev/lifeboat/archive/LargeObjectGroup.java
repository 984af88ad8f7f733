package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Large objects that share one entry, as archives of version 1.16 have them: the definition of the
 * entry is not SQL but the OIDs, one on each line.
 */
public final class LargeObjectGroup {
  /** The description of such an entry. */
  public static final String DESCRIPTION = "BLOB METADATA";

  private static final Pattern QUOTED_OR_OBJECT =
      Pattern.compile("\"[^\"]*\"|'[^']*'|( ON LARGE OBJECT )\\d+");
  private static final Pattern OID = Pattern.compile("\\d{1,10}");

  private LargeObjectGroup() {}

  /** SQL that makes all of them. */
  public static String definition(TocEntry entry) {
    return statements(entry, oid -> "SELECT pg_catalog.lo_create('" + oid + "');");
  }

  /**
   * SQL that says the same of each of them.
   *
   * @param entry the group
   * @param statement makes the statement for an OID
   */
  public static String statements(TocEntry entry, Function<String, String> statement) {
    return entry
        .definition()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> statement.apply(oid(entry, line.strip())))
        .collect(Collectors.joining("\n"));
  }

  /**
   * SQL that gives all of them the privileges that an entry gives the first of them.
   *
   * @param group the group
   * @param privileges the entry, whose role names may hold anything between quotes
   */
  static String privileges(TocEntry group, TocEntry privileges) {
    return statements(group, oid -> withOid(privileges.definition(), oid));
  }

  private static String withOid(String sql, String oid) {
    return QUOTED_OR_OBJECT
        .matcher(sql)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null ? match.group() : match.group(1) + oid));
  }

  private static String oid(TocEntry entry, String line) {
    if (!OID.matcher(line).matches()) {
      throw new DamagedException(
          "%s lists what is no large object; fetch the archive again".formatted(entry.title()));
    }
    return line;
  }
}
