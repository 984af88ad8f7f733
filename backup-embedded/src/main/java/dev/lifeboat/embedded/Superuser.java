package dev.lifeboat.embedded;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Token;
import dev.lifeboat.verify.Preparation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Creates what the role of a scratch database may not, while the database is still empty and so
 * holds no function of the backup that could run: extensions that are not trusted, foreign servers
 * that lead nowhere, publications of all tables. All of it from names only; no statement of the
 * backup is run with these rights. For one thread.
 */
final class Superuser {
  /** Where a foreign server leads that must not lead anywhere. */
  private static final String NOWHERE = " OPTIONS (host '127.0.0.1', port '1')";

  /** Functions of dblink open connections for whoever calls them. */
  private static final String CONNECTING =
      "SELECT pg_catalog.format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC',"
          + " d.objid::pg_catalog.regprocedure)"
          + " FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid"
          + " WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass"
          + " AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass"
          + " AND d.deptype = 'e' AND e.extname = 'dblink'";

  private static final String UNTRUSTED =
      "SELECT v.name FROM pg_catalog.pg_available_extension_versions AS v"
          + " JOIN pg_catalog.pg_available_extensions AS e"
          + " ON e.name = v.name AND e.default_version = v.version"
          + " WHERE v.superuser AND NOT v.trusted";

  /** The rows that users add to tables of extensions are restored by the role. */
  private static final String CONFIGURATION =
      "SELECT pg_catalog.format('GRANT SELECT, INSERT, UPDATE ON %s TO ', t.relation::pg_catalog.regclass)"
          + " FROM pg_catalog.pg_extension AS e, pg_catalog.unnest(e.extconfig) AS t(relation)";

  private final ScratchRole role;
  private final List<TocEntry> provided = new ArrayList<>();
  private final List<TocEntry> unproved = new ArrayList<>();

  /** Titles of comments on what is not the role's. */
  private final Set<String> foreign = new HashSet<>();

  Superuser(ScratchRole role) {
    this.role = role;
  }

  /** Creates what an archive needs, and says what it could not. */
  Preparation prepare(Toc toc) {
    try (Session session = Session.writing(dataSource())) {
      createExtensions(session, toc);
      for (TocEntry entry : toc.entries()) {
        prepare(session, entry);
      }
      toc.entries().stream()
          .filter(entry -> entry.description().equals("COMMENT"))
          .filter(entry -> foreign.contains(entry.tag()))
          .forEach(provided::add);
      return new Preparation(provided, unproved);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** Runs a statement in the role's database. */
  void run(String sql) {
    try (Session session = Session.writing(dataSource())) {
      session.execute(sql);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private DataSource dataSource() {
    return role.server().dataSource(role.database());
  }

  private RefusedException refused(SQLException e) {
    return new RefusedException("The %s refused: %s".formatted(role.server(), e.getMessage()), e);
  }

  /** All or none: those that need a superuser may need others, which come before them. */
  private void createExtensions(Session session, Toc toc) throws SQLException {
    List<TocEntry> extensions =
        toc.entries().stream().filter(entry -> entry.description().equals("EXTENSION")).toList();
    Set<String> untrusted = new HashSet<>(session.texts(UNTRUSTED));
    if (extensions.stream().noneMatch(entry -> untrusted.contains(entry.tag()))) {
      return;
    }
    for (TocEntry extension : extensions) {
      String schema = nameAfter("schema", extension);
      createSchema(session, toc, schema);
      session.execute(
          "CREATE EXTENSION IF NOT EXISTS %s%s"
              .formatted(
                  Sql.identifier(extension.tag()),
                  schema.isEmpty() ? "" : " SCHEMA " + Sql.identifier(schema)));
      provide(extension);
    }
    for (String revocation : session.texts(CONNECTING)) {
      session.execute(revocation);
    }
    for (String grant : session.texts(CONFIGURATION)) {
      session.execute(grant + ScratchRole.NAME);
    }
  }

  private void createSchema(Session session, Toc toc, String schema) throws SQLException {
    for (TocEntry entry : toc.entries()) {
      if (entry.description().equals("SCHEMA")
          && entry.tag().equals(schema)
          && !schema.equals("public")
          && !provided.contains(entry)) {
        session.execute(
            "CREATE SCHEMA %s AUTHORIZATION %s"
                .formatted(Sql.identifier(schema), ScratchRole.NAME));
        provided.add(entry);
      }
    }
  }

  private void prepare(Session session, TocEntry entry) throws SQLException {
    switch (entry.description()) {
      case "SERVER" -> createServer(session, entry);
      case "USER MAPPING" -> provided.add(entry);
      case "PUBLICATION" -> {
        if (has(entry, "all", "tables")) {
          session.execute(
              "CREATE PUBLICATION %s FOR ALL TABLES WITH (publish = 'insert')"
                  .formatted(Sql.identifier(entry.tag())));
          provide(entry);
        }
      }
      case "EVENT TRIGGER", "SUBSCRIPTION", "PUBLICATION TABLES IN SCHEMA" -> leaveOut(entry);
      case "AGGREGATE" -> {
        if (nameAfter("stype", entry).equals("internal")) {
          leaveOut(entry);
        }
      }
      default -> {
        // The role may create it, or the server says that it may not.
      }
    }
  }

  /** Its options may lead to any host, for any function that reads one of its tables. */
  private void createServer(Session session, TocEntry entry) throws SQLException {
    String wrapper = nameAfter("wrapper", entry);
    boolean isThere =
        !session
            .texts(
                "SELECT fdwname FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwname = ?::pg_catalog.name",
                wrapper)
            .isEmpty();
    if (!isThere) {
      leaveOut(entry);
      return;
    }
    String server = Sql.identifier(entry.tag());
    session.execute(
        "CREATE SERVER %s FOREIGN DATA WRAPPER %s%s"
            .formatted(
                server, Sql.identifier(wrapper), wrapper.equals("postgres_fdw") ? NOWHERE : ""));
    session.execute("GRANT USAGE ON FOREIGN SERVER %s TO %s".formatted(server, ScratchRole.NAME));
    provide(entry);
  }

  private void provide(TocEntry entry) {
    provided.add(entry);
    leaveOutComments(entry);
  }

  private void leaveOut(TocEntry entry) {
    unproved.add(entry);
    leaveOutComments(entry);
  }

  /** A comment names its object with or without quotes. */
  private void leaveOutComments(TocEntry entry) {
    foreign.add(entry.description() + " " + Sql.identifier(entry.tag()));
    foreign.add(entry.description() + " " + entry.tag());
  }

  /** The name that follows a key word, past an equals sign; empty if there is none. */
  private static String nameAfter(String word, TocEntry entry) {
    List<Token> tokens = words(entry);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return tokens.get(i + 1).name();
      }
    }
    return "";
  }

  private static boolean has(TocEntry entry, String first, String second) {
    List<Token> tokens = words(entry);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(first) && tokens.get(i + 1).is(second)) {
        return true;
      }
    }
    return false;
  }

  private static List<Token> words(TocEntry entry) {
    return SqlTokens.of(entry.definition()).stream().filter(Token::isName).toList();
  }
}
