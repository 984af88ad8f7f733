package dev.lifeboat.dump.catalog;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object whose definition the server fails to write down, as it does of a damaged one: it
 * is asked for the definitions of many at once, and its message does not tell of which.
 */
final class UnwritableObjects {
  private static final long LAST_OID = 4_294_967_295L;

  /** What definitions are written from, and how the server is asked for them. */
  private static final Map<String, String> DEFINITIONS =
      new TreeMap<>(
          Map.of(
              "pg_attrdef", "pg_catalog.pg_get_expr(c.adbin, c.adrelid)",
              "pg_class",
                  "CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid)"
                      + " WHEN c.relkind IN ('i', 'I') THEN pg_catalog.pg_get_indexdef(c.oid)"
                      + " WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END",
              "pg_constraint", "pg_catalog.pg_get_constraintdef(c.oid)",
              "pg_policy",
                  "coalesce(pg_catalog.pg_get_expr(c.polqual, c.polrelid), '')"
                      + " || coalesce(pg_catalog.pg_get_expr(c.polwithcheck, c.polrelid), '')",
              "pg_proc", "CASE WHEN c.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(c.oid) END",
              "pg_rewrite", "pg_catalog.pg_get_ruledef(c.oid)",
              "pg_statistic_ext", "pg_catalog.pg_get_statisticsobjdef(c.oid)",
              "pg_trigger", "pg_catalog.pg_get_triggerdef(c.oid)"));

  private final Session session;

  private UnwritableObjects(Session session) {
    this.session = session;
  }

  /**
   * Refuses with the name of an object that the server cannot write down, where that is why reading
   * the catalogs failed.
   *
   * @param session in a transaction
   * @param reason why it failed
   * @throws RefusedException that names the object
   */
  static void refuse(Session session, Exception reason) throws SQLException {
    if (reason instanceof SQLException failure && isInternal(failure)) {
      UnwritableObjects unwritable = new UnwritableObjects(session);
      for (String catalog : DEFINITIONS.keySet()) {
        unwritable.refuse(catalog);
      }
    }
  }

  /** What the server calls an internal error: that it did not expect what it found. */
  private static boolean isInternal(SQLException failure) {
    return PostgresFailure.state(failure).startsWith("XX");
  }

  /** Halves the range of OIDs until one is left. */
  private void refuse(String catalog) throws SQLException {
    long first = CatalogReader.FIRST_USER_OID;
    long last = LAST_OID;
    SQLException failure = failure(catalog, first, last);
    if (failure == null) {
      return;
    }
    while (first < last) {
      long middle = (first + last) >>> 1;
      SQLException below = failure(catalog, first, middle);
      if (below == null) {
        first = middle + 1;
      } else {
        last = middle;
        failure = below;
      }
    }
    throw new RefusedException(
        "The server cannot write down the %s, which seems to be damaged: %s; mend or drop it, then back up again"
            .formatted(Sql.oneLine(name(catalog, first)), PostgresFailure.message(failure)),
        failure);
  }

  private @Nullable SQLException failure(String catalog, long first, long last)
      throws SQLException {
    session.execute("SAVEPOINT definition");
    try {
      session.execute(
          "SELECT pg_catalog.count(%s) FROM pg_catalog.%s AS c WHERE c.oid BETWEEN %d AND %d"
              .formatted(DEFINITIONS.get(catalog), catalog, first, last));
      return null;
    } catch (SQLException e) {
      if (!isInternal(e)) {
        throw e;
      }
      session.execute("ROLLBACK TO SAVEPOINT definition");
      return e;
    }
  }

  private String name(String catalog, long oid) throws SQLException {
    return session.text(
        "SELECT i.type || ' ' || i.identity FROM pg_catalog.pg_identify_object("
            + "'pg_catalog.%s'::pg_catalog.regclass, %d::pg_catalog.oid, 0) AS i"
                .formatted(catalog, oid));
  }
}
