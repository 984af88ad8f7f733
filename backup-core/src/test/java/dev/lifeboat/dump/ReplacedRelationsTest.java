package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.HostileSchemas;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever owns a relation can put another in its place while it is dumped: nothing of that runs
 * with the rights of whoever dumps, and no other rows are taken for those of the relation
 * (CVE-2024-7348).
 */
class ReplacedRelationsTest {
  private static final String OBJECTS =
      """
      CREATE SCHEMA m;
      CREATE FUNCTION m.evil() RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
        $$ BEGIN PERFORM likely.ran('evil'); RETURN 7; END $$;
      CREATE TYPE m.own AS (x int);
      CREATE FUNCTION m.cast_number(m.own) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
        $$ BEGIN PERFORM likely.ran('cast'); RETURN 7; END $$;
      CREATE FUNCTION m.cast_text(m.own) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
        $$ BEGIN PERFORM likely.ran('cast'); RETURN ''; END $$;
      CREATE CAST (m.own AS bigint) WITH FUNCTION m.cast_number(m.own) AS IMPLICIT;
      CREATE CAST (m.own AS text) WITH FUNCTION m.cast_text(m.own) AS IMPLICIT;
      CREATE SEQUENCE m.a; CREATE SEQUENCE m.s; CREATE SEQUENCE m.z;
      CREATE TABLE m.t AS SELECT i, repeat('x', 1000) AS note FROM generate_series(1, 2000) AS i;
      CREATE TABLE m.u AS SELECT * FROM m.t;
      """;

  /** What comes in the place of the sequence {@code m.s}. */
  private enum Replacement {
    VIEW(
        "CREATE VIEW m.s AS SELECT m.evil() AS last_value, true AS is_called, m.evil() AS tableoid"),
    TABLE("CREATE TABLE m.s AS SELECT ROW(1)::m.own AS last_value, ROW(1)::m.own AS is_called"),
    ROWS(
        "CREATE TABLE m.s AS SELECT i AS last_value, true AS is_called FROM generate_series(1, 9) AS i"),
    NO_ROWS("CREATE TABLE m.s (last_value bigint, is_called boolean)"),
    SEQUENCE("CREATE SEQUENCE m.s START 9"),
    NOTHING("");

    private final String sql;

    Replacement(String sql) {
      this.sql = sql;
    }
  }

  /** How the rows of a table are read. */
  private enum Reading {
    WHOLE(DumpOptions.defaults()),
    IN_SLICES(DumpOptions.defaults().withVolumeSizeBytes(256 * 1024)),
    BY_CONDITION(
        DumpOptions.defaults()
            .withFilter(DumpFilter.everything().with(FilterRule.where("m.*", "i > 0"))));

    private final DumpOptions options;

    Reading(DumpOptions options) {
      this.options = options.withJobs(1);
    }
  }

  static Stream<Arguments> sequences() {
    return TestPostgres.all()
        .flatMap(server -> Stream.of(Replacement.values()).map(kind -> Arguments.of(server, kind)));
  }

  static Stream<Arguments> tables() {
    return TestPostgres.usual()
        .flatMap(server -> Stream.of(Reading.values()).map(way -> Arguments.of(server, way)));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aSequenceThatIsReplacedBeforeItIsRead(TestPostgres server, Replacement kind) {
    HostileSchemas hostile = HostileSchemas.on(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(hostile.recorder() + OBJECTS);
      AtomicBoolean replaced = new AtomicBoolean();
      InterposedSource replacing =
          new InterposedSource(
              source.dataSource(),
              "FROM pg_catalog.pg_sequence AS s",
              () -> {},
              () -> {
                if (replaced.compareAndSet(false, true)) {
                  source.execute("ALTER SEQUENCE m.s RENAME TO old; " + kind.sql);
                }
              });

      DumpSummary summary = dump(replacing, DumpOptions.defaults());

      assertThat(replaced).isTrue();
      assertThat(hostile.ran()).isEmpty();
      assertThat(summary.sequences())
          .extracting(DumpedSequence::name)
          .contains("a", "z", "old")
          .doesNotContain(kind == Replacement.SEQUENCE ? "" : "s");
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableWhoseNameIsTakenBeforeItsVolumeIsBegun(TestPostgres server, Reading reading) {
    assertEnds(server, reading, 0);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableWhoseNameIsTakenWhileAnotherIsRead(TestPostgres server, Reading reading) {
    assertEnds(server, reading, 512 * 1024);
  }

  private static void assertEnds(TestPostgres server, Reading reading, int afterBytes) {
    HostileSchemas hostile = HostileSchemas.on(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(hostile.recorder() + OBJECTS);
      Takeover takeover = new Takeover(source, afterBytes);
      assertThatThrownBy(
              () ->
                  Dumper.of(
                          source.dataSource(),
                          reading.options.withCompression(new Compression.None()),
                          Events.silent("dump"))
                      .dumpTo(number -> takeover.begin()))
          .isInstanceOf(RetryableException.class)
          .hasMessageMatching("(?s).*\"m\"\\.\"[tu]\".*back up again.*");
      assertThat(takeover.done).isTrue();
      assertThat(hostile.ran()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void aTableOfAnOlderSnapshotThatIsNoneAnyMore(TestPostgres server) throws SQLException {
    HostileSchemas hostile = HostileSchemas.on(server);
    for (String change :
        new String[] {
          "ALTER TABLE m.t RENAME TO old; CREATE VIEW m.t AS SELECT m.evil() AS i, '' AS note",
          "DROP TABLE m.t; CREATE TABLE m.t (i m.own, note m.own)",
          "ALTER SCHEMA m RENAME TO old; CREATE SCHEMA m; CREATE TABLE m.t (i int); CREATE TABLE m.u (i int)"
        }) {
      try (TestDatabase source = server.createDatabase();
          Connection holder = source.connect();
          Statement statement = holder.createStatement()) {
        source.execute(hostile.recorder() + OBJECTS);
        holder.setAutoCommit(false);
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()");
        row.next();
        DumpOptions options =
            DumpOptions.defaults()
                .withSnapshot(SnapshotOptions.defaults().importing(row.getString(1)));
        source.execute(change);

        assertThatThrownBy(() -> dump(source.dataSource(), options))
            .isInstanceOf(LifeboatException.class)
            .hasMessageMatching("(?s).*(gone or renamed|Changed or dropped).*");
        assertThat(hostile.ran()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void aConditionReadsNoView(TestPostgres server) {
    HostileSchemas hostile = HostileSchemas.on(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(hostile.recorder() + OBJECTS + "CREATE VIEW m.v AS SELECT m.evil() AS i");
      DumpOptions options =
          DumpOptions.defaults()
              .withFilter(
                  DumpFilter.everything()
                      .with(FilterRule.where("m.t", "i IN (SELECT v.i FROM m.v)")));
      assertThatThrownBy(() -> dump(source.dataSource(), options))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("\"m\".\"t\"")
          .hasMessageContaining("must be tables");
      assertThat(hostile.ran()).isEmpty();
    }
  }

  private static DumpSummary dump(DataSource source, DumpOptions options) {
    return Dumper.of(source, options, Events.silent("dump"))
        .dumpTo(number -> new DiscardedVolume());
  }

  /** A volume, and somebody who takes the names of all tables once so much was written to it. */
  private static final class Takeover extends VolumeOutput {
    private final TestDatabase source;
    private final long afterBytes;
    private long bytes;
    private boolean done;

    Takeover(TestDatabase source, long afterBytes) {
      this.source = source;
      this.afterBytes = afterBytes;
    }

    Takeover begin() {
      takeOver();
      return this;
    }

    @Override
    public void write(int b) {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) {
      bytes += length;
      takeOver();
    }

    private void takeOver() {
      if (!done && bytes >= afterBytes) {
        done = true;
        source.execute(
            """
            ALTER SCHEMA m RENAME TO old;
            CREATE SCHEMA m;
            CREATE VIEW m.t AS SELECT old.evil() AS i, ''::text AS note;
            CREATE VIEW m.u AS SELECT old.evil() AS i, ''::text AS note;
            """);
      }
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }
}
