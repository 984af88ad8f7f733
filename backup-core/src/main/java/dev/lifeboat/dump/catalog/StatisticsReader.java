package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.OpenQuery;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ANALYZE found while a table of contents is written, in its order.
 *
 * <p>It asks for the statistics of a thousand relations at a time and keeps a few rows, so that no
 * more than one relation's are in memory. See section "Statistics Manipulation Functions" of
 * PostgreSQL's documentation for what the statements do; servers have them from version 18 on. For
 * one thread at a time.
 */
public final class StatisticsReader implements AutoCloseable {
  private static final int BATCH = 1_000;
  private static final int FETCH_ROWS = 50;

  /** The condition on the name is there a second time for the planner: it reaches into the view. */
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.relname, c.relpages,
        ({if UNKNOWN_ROW_COUNTS: c.reltuples else CASE WHEN c.reltuples = 0 THEN -1 ELSE c.reltuples END})::pg_catalog.text
          AS reltuples,
        c.relallvisible, {if FROZEN_PAGE_COUNTS: c.relallfrozen else NULL} AS relallfrozen,
        s.attname, a.attnum, s.inherited::pg_catalog.text, s.null_frac::pg_catalog.text, s.avg_width,
        s.n_distinct::pg_catalog.text,
        s.most_common_vals::pg_catalog.text, s.most_common_freqs::pg_catalog.text,
        s.histogram_bounds::pg_catalog.text, s.correlation::pg_catalog.text,
        s.most_common_elems::pg_catalog.text, s.most_common_elem_freqs::pg_catalog.text,
        s.elem_count_histogram::pg_catalog.text,
        {if RANGE_STATISTICS: s.range_length_histogram::pg_catalog.text else NULL} AS range_length_histogram,
        {if RANGE_STATISTICS: s.range_empty_frac::pg_catalog.text else NULL} AS range_empty_frac,
        {if RANGE_STATISTICS: s.range_bounds_histogram::pg_catalog.text else NULL} AS range_bounds_histogram
      FROM pg_catalog.unnest(?::pg_catalog.oid[]) WITH ORDINALITY AS u(oid, number)
      JOIN pg_catalog.pg_class AS c ON c.oid = u.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname
        AND s.tablename = ANY (ARRAY(
          SELECT k.relname FROM pg_catalog.pg_class AS k WHERE k.oid = ANY (?::pg_catalog.oid[])))
      LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = s.attname
      ORDER BY u.number, a.attnum, s.inherited
      """;

  private static final List<Argument> OF_RELATIONS =
      List.of(
          new Argument("relpages", "integer"),
          new Argument("reltuples", "real"),
          new Argument("relallvisible", "integer"),
          new Argument("relallfrozen", "integer"));

  private static final List<Argument> OF_COLUMNS =
      List.of(
          new Argument("inherited", "boolean"),
          new Argument("null_frac", "real"),
          new Argument("avg_width", "integer"),
          new Argument("n_distinct", "real"),
          new Argument("most_common_vals", "text"),
          new Argument("most_common_freqs", "real[]"),
          new Argument("histogram_bounds", "text"),
          new Argument("correlation", "real"),
          new Argument("most_common_elems", "text"),
          new Argument("most_common_elem_freqs", "real[]"),
          new Argument("elem_count_histogram", "real[]"),
          new Argument("range_length_histogram", "text"),
          new Argument("range_empty_frac", "real"),
          new Argument("range_bounds_histogram", "text"));

  private final Session session;
  private final List<StatisticsSource> sources;
  private int next;
  private @Nullable OpenQuery open;

  /**
   * Begins to read.
   *
   * @param session in the dump's snapshot; stays open, and is not used for anything else meanwhile
   * @param sources whose statistics, in the order of their entries
   */
  public StatisticsReader(Session session, List<StatisticsSource> sources) {
    this.session = session;
    this.sources = sources;
  }

  /**
   * The statements that restore the statistics of the next relation.
   *
   * @throws dev.lifeboat.error.LifeboatException if the source fails
   */
  public String next() {
    StatisticsSource source = sources.get(next);
    try {
      return session.waiting(() -> next(source));
    } catch (SQLException e) {
      throw PostgresFailure.of("read the statistics of " + Sql.oneLine(source.name()), e);
    }
  }

  private String next(StatisticsSource source) throws SQLException {
    if (next % BATCH == 0) {
      open(sources.subList(next, Math.min(sources.size(), next + BATCH)));
    }
    next++;
    return definition(source);
  }

  @Override
  public void close() {
    try {
      closeBatch();
    } catch (SQLException e) {
      throw PostgresFailure.of("read statistics", e);
    }
  }

  private void closeBatch() throws SQLException {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private void open(List<StatisticsSource> batch) throws SQLException {
    closeBatch();
    Object[] values = batch.stream().map(StatisticsSource::oid).toArray();
    Array oids = session.connection().createArrayOf("oid", values);
    open = session.open(FETCH_ROWS, QueryWords.replace(QUERY, session.version()), oids, oids);
    open.rows().next();
  }

  /** Takes the rows of one relation and stands on the first of the next one then. */
  private String definition(StatisticsSource source) throws SQLException {
    ResultSet row = Objects.requireNonNull(open).rows();
    if (row.isAfterLast() || row.getLong("oid") != source.oid()) {
      throw new SQLException("relation " + Sql.oneLine(source.name()) + " is gone", "42P01");
    }
    StringBuilder sql = new StringBuilder();
    appendCall(sql, "pg_restore_relation_stats", row, "", OF_RELATIONS);
    do {
      if (row.getString("attname") != null) {
        String column =
            source.columns() == StatisticsSource.Columns.NAMED
                ? argument("attname", row.getString("attname"), "text")
                : argument("attnum", row.getString("attnum"), "smallint");
        appendCall(sql, "pg_restore_attribute_stats", row, column, OF_COLUMNS);
      }
    } while (row.next() && row.getLong("oid") == source.oid());
    return sql.toString();
  }

  private void appendCall(
      StringBuilder sql, String function, ResultSet row, String column, List<Argument> arguments)
      throws SQLException {
    sql.append("SELECT * FROM pg_catalog.").append(function).append("(\n\t'version', ");
    sql.append(session.version().number()).append("::pg_catalog.int4");
    sql.append(argument("schemaname", row.getString("nspname"), "text"));
    sql.append(argument("relname", row.getString("relname"), "text"));
    sql.append(column);
    for (Argument argument : arguments) {
      String value = row.getString(argument.name());
      if (value != null) {
        sql.append(argument(argument.name(), value, argument.type()));
      }
    }
    sql.append("\n);\n");
  }

  private static String argument(String name, String value, String type) {
    return ",\n\t'" + name + "', " + Sql.literal(value) + "::" + type;
  }

  /** An argument of the functions, which is a column of the query too. */
  private record Argument(String name, String type) {}
}
