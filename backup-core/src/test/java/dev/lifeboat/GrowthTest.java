package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.Allocation;
import dev.lifeboat.testing.CountingDataSource;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a dump and a restore take grows as the number of objects does, whatever their kind.
 *
 * <p>Time says little on a busy machine, so that what takes it is counted: statements, what the
 * server reads for them, what Java allocates, and the bytes of the archive. Each of twice as many
 * further objects may take no more than each of the first: a cost of every object for every other
 * one would make it two times as much.
 */
class GrowthTest {
  /** Since 15 what a session counted is known as soon as it has ended. */
  private static final TestPostgres SERVER = TestPostgres.of(15);

  private static final double TOLERANCE = 1.25;
  private static final int WARM_UP = 25;

  private static boolean classesAreLoaded;

  @TempDir Path folder;

  @BeforeEach
  void loadClasses() throws Exception {
    if (!classesAreLoaded) {
      cost(Kind.TABLES, WARM_UP);
      classesAreLoaded = true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatADumpAndARestoreTakeGrowsAsTheNumberOfObjects(Kind kind) throws Exception {
    List<Cost> costs = new ArrayList<>();
    for (int times : List.of(1, 2, 4)) {
      costs.add(cost(kind, times * kind.number));
    }
    for (Figure figure : Figure.values()) {
      List<Long> values = costs.stream().map(cost -> cost.of(figure)).toList();
      long first = Math.max(0, values.get(1) - values.get(0)); // less where a plan gets better
      long further = values.get(2) - values.get(1);
      assertThat(further)
          .as(
              "%s of %d, %d and %d %s: %s",
              figure, kind.number, 2 * kind.number, 4 * kind.number, kind, values)
          .isLessThanOrEqualTo((long) (2 * TOLERANCE * first) + figure.grain);
    }
  }

  /** Makes objects in a database, dumps it and restores it into another. */
  private Cost cost(Kind kind, int objects) throws Exception {
    try (TestDatabase source = SERVER.createDatabase();
        TestDatabase copy = SERVER.createDatabase()) {
      kind.make(source, objects);
      Path archive = folder.resolve(kind + "-" + objects + ".dump");
      Cost cost = new Cost();
      long readBefore = read(source);
      cost.count(
          Figure.STATEMENTS_OF_DUMP,
          Figure.BYTES_ALLOCATED_BY_DUMP,
          source.dataSource(),
          from -> dump(from, archive));
      cost.put(Figure.ROWS_READ_BY_SERVER_FOR_DUMP, read(source) - readBefore);
      cost.put(Figure.BYTES_OF_ARCHIVE, Files.size(archive));
      cost.count(
          Figure.STATEMENTS_OF_RESTORE,
          Figure.BYTES_ALLOCATED_BY_RESTORE,
          copy.dataSource(),
          to -> restore(archive, to));
      return cost;
    }
  }

  private static void dump(DataSource source, Path target) throws IOException {
    try (ArchiveFile archive = ArchiveFile.create(target)) {
      Dumper.of(source, DumpOptions.defaults(), Events.silent("dump")).dumpTo(archive);
      archive.publish();
    }
  }

  private static void restore(Path archive, DataSource target) throws IOException {
    try (DumpFile file = DumpFile.open(archive)) {
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
          .restore(file, Target.database(target));
    }
  }

  /** How many rows the server has read in a database, once all sessions in it have ended. */
  private static long read(TestDatabase database) {
    String ofDatabase = " FROM pg_stat_database WHERE datname = '" + database.name() + "'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!"0".equals(SERVER.admin().value("SELECT numbackends" + ofDatabase))) {
      assertThat(System.nanoTime()).as("a session does not end").isLessThan(deadline);
      Thread.onSpinWait();
    }
    return Long.parseLong(
        Objects.requireNonNull(
            SERVER.admin().value("SELECT tup_returned + tup_fetched" + ofDatabase)));
  }

  /** What is counted. */
  private enum Figure {
    STATEMENTS_OF_DUMP(10),
    ROWS_READ_BY_SERVER_FOR_DUMP(20_000),
    BYTES_ALLOCATED_BY_DUMP(1_000_000),
    BYTES_OF_ARCHIVE(5_000),
    STATEMENTS_OF_RESTORE(10),
    BYTES_ALLOCATED_BY_RESTORE(1_000_000);

    /** Less of it is no growth. */
    private final long grain;

    Figure(long grain) {
      this.grain = grain;
    }
  }

  /** What one dump and its restores took. */
  private static final class Cost {
    private final Map<Figure, Long> values = new EnumMap<>(Figure.class);

    long of(Figure figure) {
      return Objects.requireNonNull(values.get(figure), figure.name());
    }

    void put(Figure figure, long value) {
      values.put(figure, value);
    }

    void count(Figure statements, Figure allocated, DataSource database, Work work)
        throws Exception {
      AtomicInteger counter = new AtomicInteger();
      DataSource counting = new CountingDataSource(database, counter);
      put(
          allocated,
          Allocation.of(
              () -> {
                work.on(counting);
                return counter;
              }));
      put(statements, counter.get());
    }
  }

  /** Something to be done with a database. */
  @FunctionalInterface
  private interface Work {
    void on(DataSource database) throws IOException;
  }

  /** Objects, so many of a kind, that are made by a statement for each number from 1 on. */
  enum Kind {
    TABLES(200, "CREATE TABLE t_%1$s (id serial PRIMARY KEY, x int DEFAULT %1$s CHECK (x > 0))"),
    ROWS_TABLES(100, "CREATE TABLE t_%1$s AS SELECT generate_series(1, 3) AS x"),
    PARTITIONS(
        80,
        "CREATE TABLE m (id int, key int PRIMARY KEY REFERENCES m, x int) PARTITION BY LIST (key);"
            + " CREATE INDEX ON m (x)",
        "CREATE TABLE m_%1$s PARTITION OF m FOR VALUES IN (%1$s)"),
    HEIRS(100, "CREATE TABLE up (x int)", "CREATE TABLE t_%1$s (y int) INHERITS (up)"),
    COLUMNS(
        200,
        "CREATE TABLE wide (id int)",
        "ALTER TABLE wide ADD c_%1$s int DEFAULT %1$s NOT NULL; COMMENT ON COLUMN wide.c_%1$s IS 'c';"
            + " GRANT SELECT (c_%1$s) ON wide TO PUBLIC"),
    CHECKS(100, "CREATE TABLE t (x int)", "ALTER TABLE t ADD CONSTRAINT c_%1$s CHECK (x <> %1$s)"),
    INDEXES(50, "CREATE TABLE t (x int)", "CREATE INDEX i_%1$s ON t ((x + %1$s))"),
    FOREIGN_KEYS(
        100,
        "CREATE TABLE t_0 (id int PRIMARY KEY)",
        "CREATE TABLE t_%1$s (id int PRIMARY KEY REFERENCES t_%2$s)"),
    VIEWS(150, "CREATE VIEW v_0 AS SELECT 1 AS x", "CREATE VIEW v_%1$s AS SELECT x FROM v_%2$s"),
    MATERIALIZED_VIEWS(
        150,
        "CREATE MATERIALIZED VIEW v_0 AS SELECT 1 AS x",
        "CREATE MATERIALIZED VIEW v_%1$s AS SELECT x FROM v_%2$s"),
    FUNCTIONS(
        400,
        "CREATE FUNCTION f_%1$s(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT %1$s'"),
    SEQUENCES(200, "CREATE SEQUENCE s_%1$s; SELECT nextval('s_%1$s')"),
    UNUSED_SEQUENCES(500, "CREATE SEQUENCE s_%1$s"),
    TYPES(
        200,
        "CREATE TYPE e_%1$s AS ENUM ('a', 'b'); CREATE DOMAIN d_%1$s AS e_%1$s NOT NULL;"
            + " CREATE TYPE c_%1$s AS (x d_%1$s)"),
    LABELS(200, "CREATE TYPE e AS ENUM ()", "ALTER TYPE e ADD VALUE 'label %1$s'"),
    SCHEMAS(200, "CREATE SCHEMA s_%1$s; CREATE TABLE s_%1$s.t (x int)"),
    TRIGGERS(
        100,
        "CREATE TABLE t (x int)",
        "CREATE TRIGGER g_%1$s BEFORE UPDATE ON t FOR EACH ROW"
            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
    RULES(
        100,
        "CREATE TABLE t (x int)",
        "CREATE RULE r_%1$s AS ON UPDATE TO t WHERE new.x = %1$s DO INSTEAD NOTHING"),
    POLICIES(100, "CREATE TABLE t (x int)", "CREATE POLICY p_%1$s ON t USING (x = %1$s)"),
    STATISTICS(100, "CREATE TABLE t (x int, y int)", "CREATE STATISTICS s_%1$s ON x, y FROM t"),
    OPERATORS(
        100,
        "CREATE SCHEMA s_%1$s; CREATE OPERATOR s_%1$s.=== (LEFTARG = int, RIGHTARG = int,"
            + " FUNCTION = int4pl); CREATE OPERATOR FAMILY f_%1$s USING btree; CREATE AGGREGATE a_%1$s (int)"
            + " (SFUNC = int4pl, STYPE = int)"),
    SEARCH(
        100,
        "CREATE TEXT SEARCH DICTIONARY d_%1$s (TEMPLATE = simple);"
            + " CREATE TEXT SEARCH CONFIGURATION c_%1$s (PARSER = \"default\")"),
    FOREIGN_TABLES(
        100,
        "CREATE FOREIGN DATA WRAPPER w",
        "CREATE SERVER s_%1$s FOREIGN DATA WRAPPER w;"
            + " CREATE FOREIGN TABLE t_%1$s (x int) SERVER s_%1$s"),
    PUBLICATIONS(100, "CREATE TABLE t (x int)", "CREATE PUBLICATION p_%1$s FOR TABLE t"),
    COLLATIONS(100, "CREATE COLLATION c_%1$s FROM \"C\""),
    CASTS(100, "CREATE TYPE c_%1$s AS (x int); CREATE CAST (c_%1$s AS int) WITH INOUT"),
    EVENT_TRIGGERS(
        100,
        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER g_%1$s ON sql_drop EXECUTE FUNCTION f()"),
    LARGE_OBJECTS(500, "SELECT lo_from_bytea(10%1$s, 'x'); COMMENT ON LARGE OBJECT 10%1$s IS 'x'"),
    PRIVILEGES(
        200,
        "CREATE TABLE t_%1$s (x int); GRANT ALL ON t_%1$s TO PUBLIC;"
            + " COMMENT ON TABLE t_%1$s IS 'x';");

    private final int number;
    private final List<String> statements;

    Kind(int number, String... statements) {
      this.number = number;
      this.statements = List.of(statements);
    }

    /** The statements before the last are run once. */
    void make(TestDatabase database, int objects) {
      int last = statements.size() - 1;
      statements.subList(0, last).forEach(database::execute);
      database.execute(
          "DO $do$ BEGIN FOR i IN 1..%d LOOP EXECUTE format($sql$%s$sql$, i, i - 1); END LOOP; END $do$"
              .formatted(objects, statements.get(last)));
    }
  }
}
