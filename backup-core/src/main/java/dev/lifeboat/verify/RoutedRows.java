package dev.lifeboat.verify;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tables of a dump whose rows a restore loads through a root of partitioned tables, which may
 * put them into other partitions than they were in: only all of one root together are the same.
 */
final class RoutedRows {
  private static final String PARTITIONS =
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_partition_tree(?::pg_catalog.regclass) AS t
      JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r'
      """;

  private final Map<String, List<DumpedTable>> byRoot = new LinkedHashMap<>();
  private final Map<String, DumpedTable> direct = new HashMap<>();

  RoutedRows(Toc toc, List<DumpedTable> tables) {
    Map<Integer, String> roots = new HashMap<>();
    toc.entries().forEach(entry -> entry.root().ifPresent(root -> roots.put(entry.dumpId(), root)));
    for (DumpedTable table : tables) {
      Optional.ofNullable(roots.get(table.dumpId()))
          .ifPresentOrElse(
              root -> byRoot.computeIfAbsent(root, key -> new ArrayList<>()).add(table),
              () -> direct.put(name(table), table));
    }
  }

  /** Whether the rows of a table are somewhere below a root. */
  boolean has(DumpedTable table) {
    return !direct.containsKey(name(table));
  }

  /** The roots, as SQL. */
  Iterable<String> roots() {
    return byRoot.keySet();
  }

  /** What was dumped of the tables below a root, altogether. */
  RowDigest expected(String root) {
    RowDigest sum = new RowDigest();
    for (DumpedTable table : tables(root)) {
      sum.add(RowDigest.of(table.rows(), table.sizeBytes(), table.digest()));
    }
    return sum;
  }

  /** How many tables were dumped below a root. */
  int count(String root) {
    return tables(root).size();
  }

  /**
   * What all rows of them are in, in a copy: all partitions that there are, but those whose rows
   * are compared by themselves.
   *
   * @return the columns to read, by the name of the partition as SQL
   */
  Map<String, List<String>> partitions(Session session, String root) throws SQLException {
    Map<String, List<String>> columns = new HashMap<>();
    tables(root).forEach(table -> columns.put(name(table), table.columns()));
    List<String> usual = tables(root).get(0).columns();
    Map<String, List<String>> partitions = new LinkedHashMap<>();
    session.query(
        PARTITIONS,
        row -> {
          String name = Sql.qualified(row.getString(1), row.getString(2));
          if (!direct.containsKey(name)) {
            partitions.put(name, columns.getOrDefault(name, usual));
          }
        },
        root);
    return partitions;
  }

  private List<DumpedTable> tables(String root) {
    return Objects.requireNonNull(byRoot.get(root));
  }

  private static String name(DumpedTable table) {
    return Sql.qualified(table.schema(), table.name());
  }
}
