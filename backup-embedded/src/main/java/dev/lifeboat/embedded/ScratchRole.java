package dev.lifeboat.embedded;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The role that a backup is restored as: it owns one database of a server that nobody else uses, is
 * no superuser, and reaches neither files nor programs of the host. What a hostile source has its
 * functions do, they do as this role.
 *
 * @param server where it is
 * @param database the one that it owns
 * @param password of its own, which says nothing about the superuser's
 */
record ScratchRole(EmbeddedServer server, String database, String password) {
  static final String NAME = "lifeboat_scratch";

  /** Before 15, the schema is the superuser's, and nobody else may comment on it. */
  private static final int DATABASE_OWNERS = 15;

  /**
   * Creates the role and gives it a database that is empty.
   *
   * <p>It passes by policies, since tables may force them upon their owner; that reaches no further
   * than its own tables here. It may not connect to any other database.
   */
  static ScratchRole owning(EmbeddedServer server, String database) {
    String password = EmbeddedServer.password();
    server.run(
        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS PASSWORD '%s'"
            .formatted(NAME, password));
    server.run("ALTER DATABASE %s OWNER TO %s".formatted(database, NAME));
    server.run("REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC");
    ScratchRole role = new ScratchRole(server, database, password);
    if (server.majorVersion() < DATABASE_OWNERS) {
      new Superuser(role).run("ALTER SCHEMA public OWNER TO " + NAME);
    }
    return role;
  }

  /** Connects to the database as the role. */
  DataSource dataSource() {
    PGSimpleDataSource source = server.source(database);
    source.setUser(NAME);
    source.setPassword(password);
    return source;
  }

  /** Records would show the password. */
  @Override
  public String toString() {
    return "role " + NAME;
  }
}
