package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The globals of one server, as the statements that make them again.
 *
 * @param serverVersion of the server they are of
 * @param encoding that of the database through which they were read
 * @param statements in an order in which they can be run, each with its semicolon; may hold hashes
 *     of passwords, which is why nothing shows them
 */
public record Globals(String serverVersion, TextEncoding encoding, List<String> statements) {
  private static final String MAY_READ_PASSWORDS =
      "SELECT pg_catalog.has_table_privilege('pg_catalog.pg_authid', 'SELECT')";

  /** Copies what could change. */
  public Globals {
    Given.value(serverVersion, "the server version of the globals");
    Given.value(encoding, "the encoding of the globals");
    statements = Given.values(statements, "the statements of the globals");
  }

  /**
   * Reads the globals of a source's server, in one transaction.
   *
   * @param source connects to any database of it
   * @param scope what to read, and not {@link GlobalsScope#LEFT_OUT}
   * @throws RefusedException if passwords are asked for and the role may not read them
   */
  public static Globals read(DataSource source, GlobalsScope scope) {
    Given.value(source, "the source");
    Given.value(scope, "the scope");
    try (Session session = Session.reading(source)) {
      session.begin();
      session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      if (scope == GlobalsScope.WITH_PASSWORDS) {
        requirePasswords(session);
      }
      CatalogReader catalogs = new CatalogReader(session);
      List<String> statements = new ArrayList<>(Roles.read(catalogs, scope));
      statements.addAll(RoleSettings.read(catalogs));
      statements.addAll(Memberships.read(catalogs));
      statements.addAll(ParameterPrivileges.read(catalogs));
      statements.addAll(Tablespaces.read(catalogs));
      return new Globals(session.version().text(), session.encoding(), statements);
    } catch (SQLException e) {
      throw PostgresFailure.of("read the roles and tablespaces of the server", e);
    }
  }

  /**
   * Writes a script that {@code psql} runs on another server.
   *
   * @param out where to, in their encoding; stays open
   */
  public void writeTo(OutputStream out) throws IOException {
    Given.value(out, "the output");
    StringBuilder script = new StringBuilder();
    script.append("-- Roles and tablespaces of a PostgreSQL ").append(Sql.oneLine(serverVersion));
    script.append(" server\n\nSET client_encoding = ").append(Sql.literal(encoding.name()));
    script.append(";\n");
    script.append("SET standard_conforming_strings = on;\n\n");
    statements.forEach(statement -> script.append(statement).append('\n'));
    script.append("\n-- End of the roles and tablespaces\n");
    out.write(encoding.encode(script.toString()));
  }

  /** Tells how many statements there are, not what they say. */
  @Override
  public String toString() {
    return "Globals[serverVersion=" + serverVersion + ", statements=" + statements.size() + "]";
  }

  private static void requirePasswords(Session session) throws SQLException {
    if (session.text(MAY_READ_PASSWORDS).equals("f")) {
      throw new RefusedException(
          "The role %s may not read the passwords of roles; back up as a superuser, or without passwords"
              .formatted(Sql.oneLine(session.text("SELECT current_user"))));
    }
  }
}
