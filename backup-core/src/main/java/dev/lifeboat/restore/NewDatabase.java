package dev.lifeboat.restore;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A database that is to be created.
 *
 * @param admin connects to the server
 * @param name of the database
 * @param connector the host's, if it gave one
 */
record NewDatabase(DataSource admin, String name, Optional<Function<String, DataSource>> connector)
    implements Target {
  /** Refuses null. */
  public NewDatabase {
    Given.value(admin, "the data source that makes a database");
    Given.value(name, "the name of a new database");
    Given.value(connector, "what connects to a new database");
  }

  /** Refuses, before anything is created, what could not be connected to afterwards. */
  void requireConnectable() {
    if (connector.isEmpty()) {
      SiblingDataSource.of(admin, name);
    }
  }

  /**
   * Makes it under a private name, until it is whole.
   *
   * @param definition says how; where this server cannot, it has the same encoding at least; empty
   *     for the server's own way, without anything that the server's template may hold
   */
  TemporaryDatabase create(Optional<DatabaseDefinition> definition, Events events) {
    return TemporaryDatabase.create(
        admin,
        connector.orElse(other -> SiblingDataSource.of(admin, other)),
        TemporaryName.Use.RESTORE,
        (session, temporary) ->
            definition.ifPresentOrElse(
                known -> create(known, session, temporary, events),
                () ->
                    DatabaseDefinition.createPlain(session, temporary, TemporaryDatabase.NOT_YET)));
  }

  private void create(
      DatabaseDefinition definition, Session session, String temporary, Events events) {
    Optional<String> obstacle = definition.create(session, temporary, TemporaryDatabase.NOT_YET);
    if (obstacle.isEmpty()) {
      return;
    }
    definition.createInEncoding(session, temporary, TemporaryDatabase.NOT_YET);
    if (definition.options().isPresent()) {
      events.warn(
          "Database %s has this server's locale and tablespace, as it cannot have those of the source: %s"
              .formatted(Sql.oneLine(name), obstacle.get()));
    }
  }

  /** Refuses a name that is taken, before anything is restored for nothing. */
  void requireFree() {
    try (Session session = Session.writing(admin)) {
      if (TemporaryDatabase.isThere(session, name)) {
        throw new RefusedException(
            "Database %s already exists; drop it, or restore under another name"
                .formatted(Sql.oneLine(name)));
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("look for database " + Sql.oneLine(name), e);
    }
  }

  /** Drops what has its name; not while anybody is connected. */
  void dropFormer(RestoreOptions.Existing existing) {
    String ifThere = existing == RestoreOptions.Existing.DROPPED_IF_THERE ? "IF EXISTS " : "";
    try (Session session = Session.writing(admin)) {
      session.execute("DROP DATABASE " + ifThere + Sql.identifier(name));
    } catch (SQLException e) {
      throw PostgresFailure.of(
          "drop database " + Sql.oneLine(name) + ", which is to be restored", e);
    }
  }
}
