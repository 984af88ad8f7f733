package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.Section;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.restore.Target;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup that holds a part of its source says so, and is judged by what it holds. */
class PartialBackupTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String SOURCE =
      """
      CREATE TABLE parent (id int PRIMARY KEY, note text);
      CREATE TABLE child (id serial, parent_id int REFERENCES parent);
      INSERT INTO parent VALUES (1, 'one'); INSERT INTO child (parent_id) VALUES (1);
      CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM parent;
      COMMENT ON TABLE parent IS 'a comment';
      SELECT lo_from_bytea(4711, 'large');
      """;

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage storage = new MemoryStorage(clock);
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  static Stream<Arguments> parts() {
    return Stream.of(
        part(DumpContent.SCHEMA_ONLY, Outcome.PROVED, "--schema-only"),
        part(DumpContent.ALL.of(Section.PRE_DATA), Outcome.PROVED, "--section=pre-data"),
        part(
            DumpContent.ALL.of(Section.PRE_DATA, Section.DATA),
            Outcome.PROVED,
            "--section=pre-data --section=data"),
        part(DumpContent.DATA_ONLY, Outcome.INCONCLUSIVE, "--data-only"),
        part(DumpContent.ALL.of(Section.DATA), Outcome.INCONCLUSIVE, "--section=data"),
        part(DumpContent.ALL.of(Section.POST_DATA), Outcome.INCONCLUSIVE, "--section=post-data"),
        part(DumpContent.of(Part.STATISTICS), Outcome.INCONCLUSIVE, "--statistics-only"),
        part(
            DumpContent.of(Part.DATA, Part.STATISTICS),
            Outcome.INCONCLUSIVE,
            "--no-schema --statistics"));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void isNeverProvedAsAWholeNorFoundFaultyForWhatItLacks(
      DumpContent content, Outcome outcome, String option) {
    try (TestDatabase source = SERVER.createDatabase().execute(SOURCE)) {
      Lifeboat lifeboat = lifeboat(source);
      Backup backup = lifeboat.backup(request(DumpScope.ALL.with(content)));

      assertThat(backup.extent()).isEqualTo(Extent.PARTIAL);
      assertThat(String.join(" ", lifeboat.contents(backup.id()).dump().partial()))
          .isEqualTo(option);
      assertThat(lifeboat.verify(backup.id(), Depth.DECODE).outcome()).isEqualTo(Outcome.PROVED);
      Verification proof = lifeboat.verify(backup.id(), Depth.RESTORE);
      assertThat(proof.outcome()).as(proof.findings().toString()).isEqualTo(outcome);
      assertThat(Stream.concat(proof.warnings().stream(), words(proof)))
          .anySatisfy(text -> assertThat(text).contains(option, "part of"));
    }
  }

  @Test
  void withoutWhatItsObjectsNeedProvesNothing() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
      source.execute("CREATE MATERIALIZED VIEW m AS SELECT 1 / count(*) AS n FROM t");
      Lifeboat lifeboat = lifeboat(source);
      Backup backup =
          lifeboat.backup(
              request(
                  DumpScope.ALL.with(
                      DumpScope.ALL
                          .filter()
                          .with(dev.lifeboat.dump.scope.FilterKind.EXCLUDE_TABLE_DATA, "t"))));

      Verification proof = lifeboat.verify(backup.id(), Depth.RESTORE);

      assertThat(proof.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
      assertThat(proof.findings()).extracting(Finding::found).allMatch(f -> f.contains("part of"));
    }
  }

  @Test
  void isNotTakenForTheLatestWhereThereIsAWholeOneAndWarnsWhenRestored() {
    try (TestDatabase source = SERVER.createDatabase().execute(SOURCE)) {
      Lifeboat lifeboat = lifeboat(source);
      Backup part = lifeboat.backup(request(DumpScope.ALL.without(Omission.COMMENTS)));
      assertThat(lifeboat.latest()).isEqualTo(part);
      clock.advance(Duration.ofHours(1));
      Backup whole = lifeboat.backup();
      clock.advance(Duration.ofHours(1));
      lifeboat.backup(request(DumpScope.ALL.with(DumpContent.SCHEMA_ONLY)));

      assertThat(whole.extent()).isEqualTo(Extent.WHOLE);
      assertThat(lifeboat.latest()).isEqualTo(whole);
      try (TestDatabase copy = SERVER.createDatabase()) {
        lifeboat.restore(part.id(), Target.database(copy.dataSource()));
        assertThat(copy.value("SELECT obj_description('parent'::regclass)")).isNull();
      }
      assertThat(events)
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          Event.Warning.class,
                          warning ->
                              assertThat(warning.message())
                                  .contains(part.id().value(), "--no-comments")));
    }
  }

  private static Arguments part(DumpContent content, Outcome outcome, String option) {
    return Arguments.of(content, outcome, option);
  }

  private static Stream<String> words(Verification proof) {
    return proof.findings().stream().map(Finding::words);
  }

  private static BackupRequest request(DumpScope scope) {
    return BackupRequest.create().withOptions(DumpOptions.defaults().withScope(scope));
  }

  private Lifeboat lifeboat(TestDatabase source) {
    return Lifeboat.builder()
        .source(Source.of("school", source.dataSource()))
        .storage(storage)
        .encryption(Plaintext.INSTANCE)
        .scratch(
            ServerScratch.on(
                SERVER.admin().dataSource(), name -> SERVER.database(name).dataSource()))
        .listener(events::add)
        .clock(clock)
        .build();
  }
}
