package dev.lifeboat.restore;

import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Pools;
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
  /** Refuses, before anything is created, what could not be connected to afterwards. */
  void requireConnectable() {
    if (connector.isEmpty()) {
      SiblingDataSource.of(admin, name);
    }
  }

  /** What connects to it. A host's connector may open a pool, so the database exists before. */
  DataSource connect() {
    return connector
        .map(known -> Pools.open(known, name))
        .orElseGet(() -> SiblingDataSource.of(admin, name));
  }

  /** Makes it, without anything that the server's template may hold. */
  void create() {
    run(sql(" TEMPLATE template0"), attempt());
  }

  /** Makes it as an archive says; where this server cannot, with the same encoding at least. */
  void create(DatabaseDefinition definition, Events events) {
    Optional<String> obstacle = definition.create(admin, name);
    if (obstacle.isEmpty()) {
      return;
    }
    run(sql(definition.encodingOnly()), attempt());
    if (definition.options().isPresent()) {
      events.warn(
          "Database %s has this server's locale and tablespace, as it cannot have those of the source: %s"
              .formatted(Sql.oneLine(name), obstacle.get()));
    }
  }

  private String sql(String options) {
    return "CREATE DATABASE " + Sql.identifier(name) + options;
  }

  private String attempt() {
    return "create database " + Sql.oneLine(name);
  }

  /** Gives it to a role, which is to fill it. */
  void giveTo(String role) {
    run(
        "ALTER DATABASE %s OWNER TO %s".formatted(Sql.identifier(name), Sql.identifier(role)),
        "give database %s to %s".formatted(Sql.oneLine(name), Sql.oneLine(role)));
  }

  /** Drops what has its name; not while anybody is connected. */
  void dropFormer(RestoreOptions.Existing existing) {
    String ifThere = existing == RestoreOptions.Existing.DROPPED_IF_THERE ? "IF EXISTS " : "";
    run(
        "DROP DATABASE " + ifThere + Sql.identifier(name),
        "drop database " + Sql.oneLine(name) + ", which is to be restored");
  }

  /**
   * Drops it, whoever is connected.
   *
   * @param database connects to it, if that was tried
   */
  void drop(Optional<DataSource> database) {
    database.ifPresent(RestoredSubscriptions::drop);
    run(
        "DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)",
        "drop database " + Sql.oneLine(name) + ", which is not restored whole");
  }

  private void run(String sql, String attempt) {
    try (Session session = Session.writing(admin)) {
      session.execute(sql);
    } catch (SQLException e) {
      throw PostgresFailure.of(attempt, e);
    }
  }
}
