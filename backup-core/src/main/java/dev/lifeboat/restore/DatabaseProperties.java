package dev.lifeboat.restore;

import dev.lifeboat.archive.OwnerStatement;
import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What an archive says of the database itself: its owner, comment, privileges, settings and limits.
 *
 * <p>It comes last, since it may keep sessions from writing or from connecting at all.
 */
final class DatabaseProperties {
  private static final String SKIPPED = "E?'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"";

  private final List<TocEntry> entries;
  private final RestoreOptions options;

  private DatabaseProperties(List<TocEntry> entries, RestoreOptions options) {
    this.entries = entries;
    this.options = options;
  }

  /** Those that are asked for. */
  static DatabaseProperties of(Toc toc, RestoreOptions options) {
    boolean wanted = options.databaseProperties() == RestoreOptions.Keep.AS_ARCHIVED;
    return new DatabaseProperties(
        toc.entries().stream().filter(entry -> wanted && isWanted(entry, options)).toList(),
        options);
  }

  private static boolean isWanted(TocEntry entry, RestoreOptions options) {
    if (RestorePass.of(entry) != RestorePass.NONE) {
      return false;
    }
    return switch (entry.description()) {
      case TocEntry.DATABASE, "DATABASE PROPERTIES", "COMMENT", "SECURITY LABEL" -> true;
      case "ACL" -> options.privileges() == RestoreOptions.Keep.AS_ARCHIVED;
      default -> false;
    };
  }

  /** The statements, for a database of another name. */
  List<String> statements(String database) {
    List<String> statements = new ArrayList<>();
    for (TocEntry entry : entries) {
      if (!entry.description().equals(TocEntry.DATABASE)) {
        statements.add(renamed(entry.definition(), name(entry), database));
      } else if (options.owners() == RestoreOptions.Keep.AS_ARCHIVED) {
        OwnerStatement.of(entry)
            .ifPresent(sql -> statements.add(renamed(sql, entry.tag(), database)));
      }
    }
    return statements;
  }

  /** Applies them, all or none. */
  void apply(DataSource database) {
    if (entries.isEmpty()) {
      return;
    }
    try (Session session = Session.writing(database)) {
      session.begin();
      String name = session.text("SELECT pg_catalog.current_database()");
      for (String statement : statements(name)) {
        session.execute(statement);
      }
      session.commit();
    } catch (SQLException e) {
      throw PostgresFailure.of("restore the properties of the database", e);
    }
  }

  private static String name(TocEntry entry) {
    return entry.description().equals("DATABASE PROPERTIES")
        ? entry.tag()
        : entry.tag().substring("DATABASE ".length());
  }

  private static String renamed(String sql, String from, String to) {
    Pattern named =
        Pattern.compile(
            "(\\b(?:ALTER|IN|ON)\\s+DATABASE\\s+)(?:%s|%s)(?=[\\s;])|%s"
                .formatted(Pattern.quote(Sql.identifier(from)), Pattern.quote(from), SKIPPED));
    return named
        .matcher(sql)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null ? found.group() : found.group(1) + Sql.identifier(to)));
  }
}
