package dev.lifeboat.embedded;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.error.Given;
import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.verify.Preparation;
import dev.lifeboat.verify.ScratchDatabase;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Starts a new server for every database that is asked for, and removes it with all its files when
 * that is closed. So nothing of one proof, not even a role, is there at the next. Thread-safe.
 *
 * <p>What a backup defines runs there: checks, generated columns, indexes, materialized views. It
 * runs as a role that owns its database, is no superuser and reaches neither files nor programs of
 * the host, since the server runs as the host's own user. The superuser creates before that, from
 * names only, extensions that are not trusted, foreign servers that lead nowhere and publications
 * of all tables. What then cannot be created makes a verification inconclusive, by name: event
 * triggers, subscriptions, base types, operator classes, functions in C and in languages that are
 * not trusted.
 */
public final class EmbeddedScratch implements ScratchDatabase {
  private static final String DATABASE = "scratch";

  /** Starts nothing yet. */
  public EmbeddedScratch() {}

  @Override
  public Scratch open() {
    return open(server -> server.createDatabase(DATABASE));
  }

  @Override
  public Scratch open(DatabaseDefinition definition) {
    Given.value(definition, "the definition of the database");
    return open(
        server -> {
          if (definition.create(server.dataSource(), DATABASE).isPresent()) {
            server.createDatabase(DATABASE);
          }
        });
  }

  private static Scratch open(Consumer<EmbeddedServer> creation) {
    EmbeddedServer server = EmbeddedServer.start();
    try {
      creation.accept(server);
      return new Lease(server, ScratchRole.owning(server, DATABASE));
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private record Lease(EmbeddedServer server, ScratchRole role) implements Scratch {
    @Override
    public DataSource dataSource() {
      return role.dataSource();
    }

    @Override
    public Preparation prepare(Toc toc) {
      return new Superuser(role).prepare(toc);
    }

    @Override
    public String location() {
      return server + ", database " + DATABASE;
    }

    @Override
    public void close() {
      server.close();
    }

    @Override
    public String toString() {
      return location();
    }
  }
}
