package dev.lifeboat.restore;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * How the database of an archive is to be made again, under whatever name. Immutable.
 *
 * @param options what follows {@code CREATE DATABASE … WITH}: template, encoding, locale, provider,
 *     tablespace; empty where the archive does not tell
 * @param encoding the encoding alone
 */
public record DatabaseDefinition(Optional<String> options, String encoding) {
  /** Refuses null. */
  public DatabaseDefinition {
    Given.value(options, "the options of a database definition");
    Given.value(encoding, "the encoding of a database definition");
  }

  private static final String TEXT = "E?'(?:[^']|'')*'";
  private static final String NAME = "\"(?:[^\"]|\"\")*\"";
  private static final Pattern CREATE =
      Pattern.compile(
          "\\s*CREATE\\s+DATABASE\\s+(?:%s|[^\\s\"]+)\\s+WITH((?:\\s+[A-Z_]+\\s*=\\s*(?:%s|%s|\\w+))+)\\s*;\\s*"
              .formatted(NAME, TEXT, NAME));
  private static final Pattern ENCODING = Pattern.compile("\\bENCODING = '([A-Za-z0-9_-]+)'");

  /** A locale, provider, tablespace or option that a server does not know, have or give. */
  private static final Set<String> UNKNOWN_HERE =
      Set.of("0A000", "22023", "42501", "42601", "42704", "42809");

  /** What an archive says of its database. */
  public static DatabaseDefinition of(Toc toc) {
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
            .orElseGet(toc.encoding()::name));
  }

  /**
   * Makes an empty database like it.
   *
   * @param admin connects to any database of the server as a role that may create databases
   * @param name what the new one is called
   * @return empty if it is made; why this server cannot have such a database if it is not
   * @throws dev.lifeboat.error.LifeboatException if the server refuses it for another reason
   */
  public Optional<String> create(DataSource admin, String name) {
    try (Session session = Session.writing(admin)) {
      return create(session, name, "");
    }
  }

  /**
   * The same by a session.
   *
   * @param addition to the options of the archive
   */
  Optional<String> create(Session session, String name, String addition) {
    if (options.isEmpty()) {
      return Optional.of("the archive does not tell how its database was made");
    }
    try {
      session.execute("CREATE DATABASE " + Sql.identifier(name) + options.get() + addition);
      return Optional.empty();
    } catch (SQLException e) {
      if (!UNKNOWN_HERE.contains(PostgresFailure.state(e))) {
        throw failure(name, e);
      }
      return Optional.of(Sql.oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** Creates an empty database in the same encoding, all else being as the server has it. */
  void createInEncoding(Session session, String name, String addition) {
    createPlain(session, name, " ENCODING = " + Sql.literal(encoding) + addition);
  }

  /** Creates an empty database, without anything that the server's template may hold. */
  static void createPlain(Session session, String name, String addition) {
    try {
      session.execute(
          "CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE = template0" + addition);
    } catch (SQLException e) {
      throw failure(name, e);
    }
  }

  private static LifeboatException failure(String name, SQLException e) {
    return PostgresFailure.of("create database " + Sql.oneLine(name), e);
  }
}
