package dev.lifeboat.restore;

import dev.lifeboat.archive.OwnerStatement;
import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
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
  private final TextEncoding encoding;

  private DatabaseProperties(List<TocEntry> entries, TextEncoding encoding) {
    this.entries = entries;
    this.encoding = encoding;
  }

  /** None, as of a script. */
  static DatabaseProperties none() {
    return new DatabaseProperties(List.of(), TextEncoding.UTF8);
  }

  /**
   * Those among the entries that are restored.
   *
   * @param encoding of the archive
   */
  static DatabaseProperties of(RestorePlan plan, TextEncoding encoding) {
    return new DatabaseProperties(
        plan.chosen().stream().filter(entry -> RestorePass.of(entry) == RestorePass.NONE).toList(),
        encoding);
  }

  /** The statements, for a database of another name. */
  List<String> statements(String database) {
    List<String> statements = new ArrayList<>();
    for (TocEntry entry : entries) {
      if (entry.definition().isBlank()) {
        continue; // all of it was left out
      }
      if (!entry.description().equals(TocEntry.DATABASE)) {
        statements.add(renamed(entry.definition(), name(entry), database));
      } else {
        OwnerStatement.of(entry)
            .ifPresent(sql -> statements.add(renamed(sql, entry.tag(), database)));
      }
    }
    return statements;
  }

  /** Applies them, all or none, to the database that a data source connects to. */
  void apply(DataSource database, SessionChoice choice) {
    if (entries.isEmpty()) {
      return;
    }
    try (Session session = choice.open(database)) {
      session.begin();
      apply(session, session.text("SELECT pg_catalog.current_database()"));
      session.commit();
    } catch (SQLException e) {
      throw PostgresFailure.of("restore the properties of the database", e);
    }
  }

  /**
   * Applies them to the database of a name, in the transaction that a session is in. That should be
   * one of the database itself: all databases of a server share where these texts are, and each
   * reads them in its own encoding.
   */
  void apply(Session session, String database) throws SQLException {
    session.speak(encoding);
    for (String statement : statements(database)) {
      session.execute(statement);
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
