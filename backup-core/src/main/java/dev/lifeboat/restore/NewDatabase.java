package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** A database that is to be made. */
record NewDatabase(DataSource admin, String name, Function<String, DataSource> connector)
    implements Target {
  /** Makes it, without anything that the server's template may hold. */
  void create(Optional<String> encoding) {
    String sql =
        "CREATE DATABASE "
            + Sql.identifier(name)
            + " TEMPLATE template0"
            + encoding.map(known -> " ENCODING " + Sql.literal(known)).orElse("");
    run(sql, "create database " + Sql.oneLine(name));
  }

  /** Drops it, whoever is connected. */
  void drop() {
    RestoredSubscriptions.drop(connector.apply(name));
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
