package dev.lifeboat.dump;

import dev.lifeboat.dump.DumpPlan.Part;
import dev.lifeboat.dump.DumpPlan.TablePart;
import dev.lifeboat.dump.catalog.RelationNames;
import dev.lifeboat.dump.catalog.TableSource;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Locks what a worker is about to read.
 *
 * <p>The lead session holds the same locks already; whoever waits for an exclusive one stands
 * between that and this request, which would wait for good.
 */
final class VolumeLocks {
  private static final int TABLES_PER_STATEMENT = 1_000;
  private static final String NOT_AVAILABLE = "55P03";
  private static final String CONFLICT = "40001";

  private final Session session;

  VolumeLocks(Session session) {
    this.session = session;
  }

  /** Locks the tables of all parts, or tells which one cannot be. */
  void take(List<Part> parts) {
    List<TableSource> tables =
        tables(parts).stream().filter(table -> !table.foreign()).distinct().toList();
    for (int from = 0; from < tables.size(); from += TABLES_PER_STATEMENT) {
      lock(tables.subList(from, Math.min(tables.size(), from + TABLES_PER_STATEMENT)));
    }
    requireNamed(parts);
  }

  /**
   * Requires that each name means the table that the catalogs told of, before they are read and
   * after: the locks do not keep anybody from renaming a schema, and giving its name to another.
   *
   * @throws RetryableException if one means another table, or none
   */
  void requireNamed(List<Part> parts) {
    Map<String, Long> names =
        tables(parts).stream()
            .collect(Collectors.toMap(TableSource::sql, TableSource::oid, (one, same) -> one));
    try {
      List<String> moved = RelationNames.moved(session, names);
      if (!moved.isEmpty()) {
        throw new RetryableException(
            "The name %s came to mean another table while the dump ran; back up again when no migration runs"
                .formatted(Sql.oneLine(moved.get(0))));
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("look up the tables that are read", e);
    }
  }

  private static List<TableSource> tables(List<Part> parts) {
    return parts.stream()
        .filter(TablePart.class::isInstance)
        .map(part -> ((TablePart) part).table())
        .toList();
  }

  /** All at once, as each statement takes its time; one by one if that says not which it was. */
  private void lock(List<TableSource> tables) {
    try {
      session.execute("SAVEPOINT locks");
      session.execute(statement(tables));
      session.execute("RELEASE SAVEPOINT locks");
    } catch (SQLException e) {
      if (!PostgresFailure.state(e).equals(NOT_AVAILABLE)) {
        throw PostgresFailure.of("lock " + titles(tables), e);
      }
      lockEach(tables);
    }
  }

  private void lockEach(List<TableSource> tables) {
    try {
      session.execute("ROLLBACK TO SAVEPOINT locks");
      for (TableSource table : tables) {
        lock(table);
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("lock " + titles(tables), e);
    }
  }

  private void lock(TableSource table) throws SQLException {
    try {
      session.execute(statement(List.of(table)));
    } catch (SQLException e) {
      if (PostgresFailure.state(e).equals(NOT_AVAILABLE)) {
        throw hindered(table, e);
      }
      throw e;
    }
  }

  /** On a standby it is replay that waits, and ends this dump when it has waited long enough. */
  private LifeboatException hindered(TableSource table, SQLException cause) throws SQLException {
    session.execute("ROLLBACK TO SAVEPOINT locks");
    String name = Sql.oneLine(table.sql());
    return session.text("SELECT pg_catalog.pg_is_in_recovery()").equals("t")
        ? PostgresFailure.of(
            "lock the table " + name,
            new SQLException(
                "replay waits to change it, a conflict with recovery", CONFLICT, cause))
        : new RetryableException(
            "Another session waits to change the table %s; back up again when its migration has ended"
                .formatted(name),
            cause);
  }

  private static String statement(List<TableSource> tables) {
    return tables.stream()
        .map(TableSource::sql)
        .collect(Collectors.joining(", ONLY ", "LOCK TABLE ONLY ", " IN ACCESS SHARE MODE NOWAIT"));
  }

  private static String titles(List<TableSource> tables) {
    String first = "the table " + Sql.oneLine(tables.get(0).sql());
    return tables.size() == 1 ? first : first + " and others";
  }
}
