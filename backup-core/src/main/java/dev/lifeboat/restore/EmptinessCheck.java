package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses a target that something is in already. */
final class EmptinessCheck {
  private static final int NAMED = 5;

  /** Objects that came with the server have smaller OIDs (PostgreSQL's {@code transam.h}). */
  private static final int FIRST_OWN_OID = 16_384;

  private static final List<String> CATALOGS =
      List.of(
          catalog("pg_namespace", "nspname NOT LIKE 'pg\\_%'"),
          catalog(
              "pg_class", "relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relpersistence <> 't'"),
          catalog("pg_proc", "true"),
          catalog("pg_type", "typrelid = 0 AND typcategory <> 'A'"),
          catalog("pg_operator", "true"),
          catalog("pg_opfamily", "true"),
          catalog("pg_cast", "true"),
          catalog("pg_collation", "true"),
          catalog("pg_conversion", "true"),
          catalog("pg_language", "true"),
          catalog("pg_ts_config", "true"),
          catalog("pg_ts_dict", "true"),
          catalog("pg_foreign_data_wrapper", "true"),
          catalog("pg_foreign_server", "true"),
          catalog("pg_event_trigger", "true"),
          catalog("pg_publication", "true"),
          "SELECT 'pg_catalog.pg_largeobject'::pg_catalog.regclass, oid"
              + " FROM pg_catalog.pg_largeobject_metadata");

  /** Extensions and what belongs to them do not count: an archive takes them as they are. */
  private static final String FOUND =
      "SELECT pg_catalog.pg_describe_object(o.catalog, o.oid, 0) FROM ("
          + String.join(" UNION ALL ", CATALOGS)
          + ") AS o(catalog, oid) WHERE (o.oid >= "
          + FIRST_OWN_OID
          + " OR o.catalog = 'pg_catalog.pg_largeobject'::pg_catalog.regclass) AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = o.catalog"
          + " AND d.objid = o.oid AND d.deptype IN ('e', 'i')) ORDER BY o.oid LIMIT "
          + (NAMED + 1);

  private EmptinessCheck() {}

  /** Refuses a database that holds any object. */
  static void requireNothing(Session session) {
    try {
      List<String> found = session.texts(FOUND);
      if (!found.isEmpty()) {
        throw refused(session, named(found));
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("see whether the target is empty", e);
    }
  }

  /** Refuses tables that hold rows. What its owner put in the place of a table is not read. */
  static void requireNoRows(Session session, Collection<TocEntry> tables) {
    refuseViews(session);
    for (TocEntry table : tables) {
      String schema = table.namespace();
      if (schema == null || !table.description().equals(TocEntry.TABLE_DATA)) {
        continue;
      }
      String name = Sql.qualified(schema, table.tag());
      try {
        if (session.text("SELECT EXISTS (SELECT FROM ONLY " + name + ")").equals("t")) {
          throw refused(session, "rows in " + Sql.oneLine(schema + "." + table.tag()));
        }
      } catch (SQLException e) {
        if (PostgresFailure.state(e).equals("42P01")) {
          throw new RefusedException(
              "The target has no table %s to put the rows of the archive into; restore the definitions first"
                  .formatted(Sql.oneLine(schema + "." + table.tag())),
              e);
        }
        throw PostgresFailure.of("see whether " + Sql.oneLine(name) + " is empty", e);
      }
    }
  }

  private static void refuseViews(Session session) {
    try {
      session.refuseViews();
    } catch (SQLException e) {
      throw PostgresFailure.of("see whether the target is empty", e);
    }
  }

  private static RefusedException refused(Session session, String what) throws SQLException {
    String database = session.text("SELECT pg_catalog.current_database()");
    return new RefusedException(
        "Database %s is not empty, it holds %s; name an empty database or restore into a new one"
            .formatted(Sql.oneLine(database), what));
  }

  private static String named(List<String> found) {
    Stream<String> names = found.stream().limit(NAMED).map(Sql::oneLine);
    return names.collect(Collectors.joining(", ")) + (found.size() > NAMED ? " and more" : "");
  }

  private static String catalog(String name, String condition) {
    return "SELECT 'pg_catalog.%s'::pg_catalog.regclass, oid FROM pg_catalog.%s WHERE %s"
        .formatted(name, name, condition);
  }
}
