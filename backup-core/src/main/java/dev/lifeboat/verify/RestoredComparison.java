package dev.lifeboat.verify;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.LargeObjectReader;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.rows.LargeColumn;
import dev.lifeboat.postgres.rows.LargeColumns;
import dev.lifeboat.postgres.rows.SelectedRows;
import dev.lifeboat.postgres.rows.TableReader;
import dev.lifeboat.postgres.rows.TableReader.Held;
import dev.lifeboat.verify.Finding.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Compares a restored database with what was dumped: the data came back, or it did not. */
final class RestoredComparison {
  private static final String TABLES =
      "SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c"
          + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'"
          + " AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
          + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d"
          + " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          + " AND d.objid = c.oid AND d.deptype = 'e')";

  /** Of tables that belong to extensions, only the rows of users are dumped. */
  private static final String CONDITIONS =
      "SELECT n.nspname, c.relname, e.extcondition[u.number]"
          + " FROM pg_catalog.pg_extension AS e,"
          + " pg_catalog.unnest(e.extconfig) WITH ORDINALITY AS u(relation, number)"
          + " JOIN pg_catalog.pg_class AS c ON c.oid = u.relation"
          + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE e.extcondition[u.number] <> ''";

  private final Toc toc;
  private final DumpSummary dump;
  private final Report report;
  private final ContentsComparison comparison;
  private final Map<String, String> conditions = new HashMap<>();
  private final Map<String, List<LargeColumn>> large = new HashMap<>();

  RestoredComparison(Toc toc, DumpSummary dump, Report report) {
    this.toc = toc;
    this.dump = dump;
    this.report = report;
    this.comparison = new ContentsComparison(Kind.DIFFERENT, report);
  }

  /** Compares everything; what cannot be read is found as well. */
  void run(DataSource restored, Events events) {
    try (RestoredSession sessions = new RestoredSession(restored, toc.encoding());
        ProgressMeter meter = events.measure("compare", dump.sizeBytes())) {
      compareTableNames(sessions.get());
      readConditions(sessions.get());
      large.putAll(LargeColumns.ofAllTables(sessions.get()));
      compareRows(sessions, meter);
      for (DumpedSequence sequence : dump.sequences()) {
        compareSequence(sessions.get(), sequence);
      }
      compareLargeObjects(sessions.get(), meter);
    } catch (SQLException e) {
      obstacle(PostgresFailure.of("read the restored database", e));
    } catch (LifeboatException e) {
      obstacle(e);
    }
  }

  private void compareTableNames(Session session) throws SQLException {
    Set<String> found = new TreeSet<>();
    session.query(TABLES, row -> found.add(Sql.qualified(row.getString(1), row.getString(2))));
    Set<String> expected = new HashSet<>();
    toc.entries().stream()
        .filter(entry -> entry.description().equals("TABLE"))
        .forEach(entry -> expected.add(Sql.qualified(schema(entry), entry.tag())));
    expected.stream()
        .filter(table -> !found.contains(table))
        .sorted()
        .forEach(table -> different(table, "a table", "no table"));
    found.stream()
        .filter(table -> !expected.contains(table))
        .forEach(table -> different(table, "no table", "a table"));
  }

  private void readConditions(Session session) throws SQLException {
    session.query(
        CONDITIONS,
        row -> conditions.put(Sql.qualified(row.getString(1), row.getString(2)), row.getString(3)));
  }

  private static String schema(TocEntry entry) {
    return entry.namespace() == null ? "" : entry.namespace();
  }

  private void compareRows(RestoredSession sessions, ProgressMeter meter) {
    RoutedRows routed = new RoutedRows(toc, dump.tables());
    for (DumpedTable table : dump.tables()) {
      if (!routed.has(table)) {
        compareTable(sessions, table, meter);
      }
    }
    for (String root : routed.roots()) {
      comparePartitions(sessions, routed, root, meter);
    }
  }

  private void compareTable(RestoredSession sessions, DumpedTable table, ProgressMeter meter) {
    String title = ContentsComparison.title(table);
    SelectedRows rows = rows(Sql.qualified(table.schema(), table.name()), table.columns());
    try {
      comparison.compare(table, read(sessions, title, List.of(rows), meter));
    } catch (SQLException e) {
      unreadable(title, table.rows() + " rows", e);
    }
  }

  private void comparePartitions(
      RestoredSession sessions, RoutedRows routed, String root, ProgressMeter meter) {
    String title = "partitions of table " + Sql.oneLine(root);
    RowDigest expected = routed.expected(root);
    try {
      List<SelectedRows> all = new ArrayList<>();
      routed
          .partitions(sessions.get(), root)
          .forEach((name, columns) -> all.add(rows(name, columns)));
      RowDigest found = read(sessions, title, all, meter);
      comparison.compare(title, expected, found);
      report.countTables(routed.count(root), found.rows());
    } catch (SQLException e) {
      unreadable(title, expected.rows() + " rows", e);
    }
  }

  private SelectedRows rows(String table, List<String> columns) {
    List<LargeColumn> ofThem =
        large.getOrDefault(table, List.of()).stream()
            .filter(column -> columns.contains(column.name()))
            .toList();
    return new SelectedRows(table, columns, conditions.getOrDefault(table, ""), false, ofThem);
  }

  private static RowDigest read(
      RestoredSession sessions, String title, List<SelectedRows> all, ProgressMeter meter)
      throws SQLException {
    RowDigest digest = new RowDigest();
    try {
      for (SelectedRows rows : all) {
        digest.add(read(sessions, rows, meter));
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (VirtualMachineError e) {
      throw JavaLimits.of("read the restored " + title, e);
    }
  }

  private static RowDigest read(RestoredSession sessions, SelectedRows rows, ProgressMeter meter)
      throws SQLException, IOException {
    try {
      return read(sessions.get(), rows, Held.SMALL_ROWS, meter);
    } catch (OutOfMemoryError e) { // a row is far larger than what is stored of it
      return read(sessions.get(), rows, Held.NO_ROWS, meter);
    }
  }

  private static RowDigest read(Session session, SelectedRows rows, Held held, ProgressMeter meter)
      throws SQLException, IOException {
    RowDigest digest = new RowDigest();
    TableReader.read(session, rows, held, new DigestedRows(digest, meter));
    return digest;
  }

  private void compareSequence(Session session, DumpedSequence sequence) {
    String name = Sql.qualified(sequence.schema(), sequence.name());
    String title = "sequence " + Sql.oneLine(name);
    String expected = value(sequence.lastValue(), sequence.called());
    List<String> found = new ArrayList<>();
    try {
      session.query(
          "SELECT last_value, is_called FROM " + name,
          row -> found.add(value(row.getLong(1), row.getBoolean(2))));
    } catch (SQLException e) {
      unreadable(title, expected, e);
      return;
    }
    if (!found.equals(List.of(expected))) {
      report.find(Kind.DIFFERENT, title, expected, String.join(", ", found));
    }
    report.countSequence();
  }

  private static String value(long lastValue, boolean called) {
    return lastValue + (called ? ", which was handed out" : ", which is the next");
  }

  private void compareLargeObjects(Session session, ProgressMeter meter) throws SQLException {
    session.begin(); // which closing the session ends where this fails
    try {
      LargeObjectDigest digest = new LargeObjectDigest();
      List<Long> oids = new ArrayList<>();
      session.query(
          "SELECT oid FROM pg_catalog.pg_largeobject_metadata", row -> oids.add(row.getLong(1)));
      new LargeObjectReader(session).copy(oids, counting(digest, meter));
      comparison.compare(expectedLargeObjects(), digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (VirtualMachineError e) {
      throw JavaLimits.of("read the restored large objects", e);
    }
    session.rollback();
  }

  private static LargeObjectReader.Copies counting(LargeObjectDigest digest, ProgressMeter meter) {
    return new LargeObjectReader.Copies() {
      @Override
      public OutputStream begin(long oid) {
        return OutputStream.nullOutputStream();
      }

      @Override
      public void end(LargeObjectReader.Found found) {
        digest.add(found.row(), found.sizeBytes());
        meter.add(found.sizeBytes(), 0);
      }
    };
  }

  private DumpedLargeObjects expectedLargeObjects() {
    Optional<DumpedLargeObjects> dumped = dump.largeObjects();
    return dumped.orElseGet(
        () -> new DumpedLargeObjects(0, 0, 0, new RowDigest().hex(), List.of()));
  }

  private void different(String table, String expected, String found) {
    report.find(Kind.DIFFERENT, "table " + Sql.oneLine(table), expected, found);
  }

  /** A lost connection says nothing about the backup; a missing table or column does. */
  private void unreadable(String title, String expected, SQLException e) {
    LifeboatException failure = PostgresFailure.of("read " + title, e);
    boolean missing = PostgresFailure.state(e).startsWith("42P") || isMissingColumn(e);
    report.find(
        missing ? Kind.DIFFERENT : Kind.OBSTACLE,
        title,
        expected,
        String.valueOf(failure.getMessage()));
  }

  private static boolean isMissingColumn(SQLException e) {
    return PostgresFailure.state(e).equals("42703");
  }

  private void obstacle(LifeboatException e) {
    report.find(Kind.OBSTACLE, "restored database", "to be read", String.valueOf(e.getMessage()));
  }
}
