package dev.lifeboat.restore;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Sql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the database of an archive is to be made again, under whatever name.
 *
 * @param options what follows WITH: template, encoding, locale, provider, tablespace
 * @param encoding the encoding alone
 */
record DatabaseDefinition(Optional<String> options, String encoding) {
  private static final String TEXT = "E?'(?:[^']|'')*'";
  private static final String NAME = "\"(?:[^\"]|\"\")*\"";
  private static final Pattern CREATE =
      Pattern.compile(
          "\\s*CREATE\\s+DATABASE\\s+(?:%s|[^\\s\"]+)\\s+WITH((?:\\s+[A-Z_]+\\s*=\\s*(?:%s|%s|\\w+))+)\\s*;\\s*"
              .formatted(NAME, TEXT, NAME));
  private static final Pattern ENCODING = Pattern.compile("\\bENCODING = '([A-Za-z0-9_-]+)'");

  /** What an archive says of its database. */
  static DatabaseDefinition of(Toc toc) {
    Optional<String> create =
        toc.entries().stream()
            .filter(entry -> entry.description().equals(TocEntry.DATABASE))
            .map(TocEntry::definition)
            .findFirst();
    return new DatabaseDefinition(
        create.map(CREATE::matcher).filter(Matcher::matches).map(found -> found.group(1)),
        create
            .map(ENCODING::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .orElseGet(toc::encoding));
  }

  /** The encoding and nothing else. */
  String encodingOnly() {
    return " TEMPLATE = template0 ENCODING = " + Sql.literal(encoding);
  }
}
