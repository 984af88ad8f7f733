package dev.lifeboat.embedded;

import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.verify.ScratchDatabase;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Starts a new server for every database that is asked for, and removes it with all its files when
 * that is closed. So nothing of one proof, not even a role, is there at the next. Thread-safe.
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
    return open(
        server ->
            definition.create(server.dataSource(), DATABASE).isEmpty()
                ? server.dataSource(DATABASE)
                : server.createDatabase(DATABASE));
  }

  private static Scratch open(Function<EmbeddedServer, DataSource> creation) {
    EmbeddedServer server = EmbeddedServer.start();
    try {
      return new Lease(server, creation.apply(server));
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private record Lease(EmbeddedServer server, DataSource dataSource) implements Scratch {
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
