package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.Selection;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a standby has no data of, before anything is written: nothing of unlogged tables and
 * sequences gets there. {@code pg_dump} leaves them out without a word.
 */
final class UnloggedTables {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, n.nspname || '.' || c.relname AS title, c.relkind = 'S' AS sequence
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE {with_data c n} AND c.relpersistence = 'u' AND c.relkind IN ('r', 'S')
        AND pg_catalog.pg_is_in_recovery()
      ORDER BY n.nspname, c.relname
      """;

  private UnloggedTables() {}

  /**
   * Refuses to dump a standby whose unlogged tables are not left out.
   *
   * @throws RefusedException that names them
   */
  static void refuseOnStandby(Session session, DumpOptions options) throws SQLException {
    if (options.scope().omits(Omission.UNLOGGED_TABLE_DATA)) {
      return;
    }
    Selection selection = Selection.of(session, options.scope().filter());
    List<String> unlogged = new ArrayList<>();
    new CatalogReader(session)
        .each(
            QUERY,
            row -> {
              if (matters(row, options.scope().content(), selection)) {
                unlogged.add(row.getString("title"));
              }
            });
    if (!unlogged.isEmpty()) {
      throw new RefusedException(
          "A standby has no data of unlogged tables and sequences: %s; leave that out with --no-unlogged-table-data, or read from the primary"
              .formatted(Sql.oneLine(String.join(", ", unlogged))));
    }
  }

  private static boolean matters(ResultSet row, DumpContent content, Selection selection)
      throws SQLException {
    long oid = row.getLong("oid");
    boolean read =
        row.getBoolean("sequence")
            ? content.hasSequenceValues()
            : content.hasRows() && !selection.excludesData(oid);
    return read && selection.hasRelation(oid, row.getString("nspname"));
  }
}
