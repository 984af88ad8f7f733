package dev.lifeboat.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Objects that a database may have very many of. */
enum ObjectKind {
  /** With a primary key, another index and a foreign key, which each of them gets. */
  PARTITIONS(
      List.of(1_000, 2_000, 5_000, 10_000),
      "CREATE TABLE kinds (id integer PRIMARY KEY);"
          + " CREATE TABLE whole (id integer PRIMARY KEY, kind integer REFERENCES kinds, name text)"
          + " PARTITION BY RANGE (id); CREATE INDEX ON whole (name)",
      "CREATE TABLE part_%1$s PARTITION OF whole FOR VALUES FROM (%1$s) TO (%2$s)"),

  FUNCTIONS(
      List.of(10_000, 20_000, 50_000),
      "CREATE SCHEMA f",
      "CREATE FUNCTION f.f_%1$s(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE sql"
          + " AS 'SELECT %1$s'"),

  LARGE_OBJECTS(
      List.of(50_000, 100_000, 500_000),
      "CREATE SCHEMA l",
      "SELECT lo_from_bytea(0, convert_to(repeat('x', 64), 'UTF8'))"),

  /** Of as many columns as a table can have, each with a default. */
  WIDE_TABLES(List.of(1, 2, 4), "CREATE SCHEMA w", "CREATE TABLE w.wide_%1$s (%3$s)"),

  /** Each reads the one before. */
  VIEWS(
      List.of(1_250, 2_500, 5_000),
      "CREATE VIEW v_1 AS SELECT 1 AS x",
      "CREATE VIEW v_%2$s AS SELECT x FROM v_%1$s");

  private static final int PER_TRANSACTION = 1_000;
  private static final String COLUMNS =
      "(SELECT string_agg(format('c_%s integer DEFAULT %1$s NOT NULL', n), ', ')"
          + " FROM generate_series(1, 1600) AS n)";

  private final List<Integer> numbers;
  private final String once;
  private final String each;

  /**
   * A kind.
   *
   * @param numbers how many are usually measured
   * @param once the statements that come first
   * @param each the statement that makes one, a format of its number, the next one, and 1,600
   *     columns
   */
  ObjectKind(List<Integer> numbers, String once, String each) {
    this.numbers = numbers;
    this.once = once;
    this.each = each;
  }

  /** How many of them are usually measured. */
  List<Integer> numbers() {
    return numbers;
  }

  /** Makes so many of them in an empty database. */
  void make(Connection connection, int number) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(once);
      for (int from = 1; from <= number; from += PER_TRANSACTION) {
        statement.execute(
            "DO $do$ BEGIN FOR i IN %d..%d LOOP EXECUTE format($sql$%s$sql$, i, i + 1, %s); END LOOP; END $do$"
                .formatted(from, Math.min(number, from + PER_TRANSACTION - 1), each, COLUMNS));
      }
    }
  }

  /** As the command line and the report call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
