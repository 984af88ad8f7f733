package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.OnFailure;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.FrameEncryption;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

class LifeboatTest {
  private static final FrameEncryption KEY = FrameEncryption.of("operator");
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSchoolIsBackedUpProvedAndRestoredEqual(TestPostgres server, @TempDir Path directory)
      throws Exception {
    try (TestDatabase school = School.on(server);
        DirectoryStorage kept = DirectoryStorage.at(directory)) {
      Lifeboat lifeboat =
          Lifeboat.builder()
              .source(Source.of("school", school.dataSource()))
              .storage(kept)
              .encryption(KEY)
              .decryption(KEY)
              .scratch(
                  ServerScratch.on(
                      server.admin().dataSource(), name -> server.database(name).dataSource()))
              .listener(events::add)
              .build();

      Backup backup = lifeboat.backup(BackupRequest.create().withLabel("reason", "test"));
      Verification proof = lifeboat.verify(backup.id(), Depth.RESTORE);
      String copy = school.name() + "_copy";
      Restored restored =
          lifeboat.restore(backup.id(), Target.newDatabase(server.admin().dataSource(), copy));

      assertThat(proof.findings()).isEmpty();
      assertThat(proof.proved()).isTrue();
      assertThat(restored.result().rows()).isEqualTo(backup.totals().rows());
      assertThat(lifeboat.backups()).containsExactly(backup);
      assertThat(lifeboat.latest()).isEqualTo(backup);
      assertThat(lifeboat.evidence(backup.id())).containsExactly(proof);
      assertThat(lifeboat.contents(backup.id()).dump().rows()).isEqualTo(backup.totals().rows());
      assertEqualCopy(server, school, copy);
    }
  }

  @Test
  void anExportIsTheArchive() throws Exception {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      Backup backup = lifeboat.backup();
      ByteArrayOutputStream archive = new ByteArrayOutputStream();

      Exported exported = lifeboat.export(backup.id(), archive);

      assertThat(exported.sizeBytes()).isEqualTo(archive.size());
      assertThat(events.get(events.size() - 1))
          .isInstanceOfSatisfying(
              Event.Completed.class, end -> assertThat(end.operation()).isEqualTo("export"));
      assertThat(archive.toString(StandardCharsets.ISO_8859_1)).startsWith("PGDMP");
    }
  }

  @Test
  void aBackupWithoutEncryptionIsRefusedUnlessAskedForInSoManyWords() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat.Builder builder =
          Lifeboat.builder()
              .source(Source.of("school", school.dataSource()))
              .storage(storage)
              .clock(clock);

      assertThatThrownBy(() -> builder.build().backup())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("No encryption was chosen");
      assertThat(keys()).isEmpty();
      Lifeboat plain = builder.encryption(Plaintext.INSTANCE).build();
      assertThat(plain.verify(plain.backup().id(), Depth.DECODE).proved()).isTrue();
    }
  }

  @Test
  void aDatabaseWithoutTablesIsBackedUpWithAWarning() {
    try (TestDatabase empty = SERVER.createDatabase()) {
      Lifeboat lifeboat = lifeboat(empty).build();
      Backup backup = lifeboat.backup();

      assertThat(backup.totals().tables()).isZero();
      assertThat(events)
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          Event.Warning.class,
                          warning -> assertThat(warning.message()).contains("holds no table")));
      assertThat(lifeboat.verify(backup.id(), Depth.RESTORE).findings()).isEmpty();
    }
  }

  @Test
  void definitionsAloneAreABackupToo() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      DumpOptions options = DumpOptions.defaults().withContent(DumpContent.SCHEMA_ONLY);

      Backup backup = lifeboat.backup(BackupRequest.of("school").withOptions(options));

      assertThat(backup.totals().rows()).isZero();
      assertThat(lifeboat.verify(backup.id(), Depth.RESTORE).findings()).isEmpty();
    }
  }

  @Test
  void aTableCutIntoManyVolumesComesBack() {
    try (TestDatabase big = SERVER.createDatabase()) {
      big.execute(
          "CREATE TABLE big AS SELECT g AS id, repeat(md5(g::text), 20) AS filler"
              + " FROM generate_series(1, 60000) AS g");
      big.execute("ANALYZE big");
      Lifeboat lifeboat = lifeboat(big).build();
      DumpOptions options = DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(4 << 20);

      Backup backup = lifeboat.backup(BackupRequest.create().withOptions(options));

      assertThat(backup.manifest().volumes()).hasSizeGreaterThan(5);
      assertThat(lifeboat.verify(backup.id(), Depth.RESTORE).findings()).isEmpty();
    }
  }

  @Test
  void everyCompressionComesBack() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      for (String compression : List.of("none", "gzip:1", "zstd:1")) {
        DumpOptions options =
            DumpOptions.defaults().withCompression(Compression.parse(compression));
        Backup backup = lifeboat.backup(BackupRequest.create().withOptions(options));

        assertThat(lifeboat.verify(backup.id(), Depth.DECODE).findings()).isEmpty();
        assertThat(lifeboat.verify(backup.id(), Depth.RESTORE).findings()).isEmpty();
      }
    }
  }

  @Test
  void whereverTheStorageFailsNothingThatDoesNotVerifyIsListed() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      for (int n = 1; n <= 6; n++) {
        storage.failCommit(n, () -> new RefusedException("injected: the disk is full"));
        attempt(lifeboat);
        storage.failWrite(n * 2L);
        attempt(lifeboat);
        storage.loseCommitAnswer(n);
        attempt(lifeboat);
      }
      for (Backup backup : lifeboat.backups()) {
        assertThat(lifeboat.verify(backup.id(), Depth.DECODE).findings()).isEmpty();
      }
      assertThat(memory.openUploads()).isZero();
    }
  }

  private static void attempt(Lifeboat lifeboat) {
    try {
      lifeboat.backup();
    } catch (LifeboatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void fortyNightsArePrunedAndTheNewestThatVerifiedStays() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      DumpOptions options = DumpOptions.defaults().withContent(DumpContent.SCHEMA_ONLY);
      List<Backup> nights = new ArrayList<>();
      for (int night = 0; night < 40; night++) {
        nights.add(lifeboat.backup(BackupRequest.create().withOptions(options)));
        clock.advance(Duration.ofDays(1));
      }
      Backup proved = nights.get(3);
      assertThat(lifeboat.verify(proved.id(), Depth.RESTORE).proved()).isTrue();
      assertThat(lifeboat.verify(nights.get(30).id(), Depth.PRESENT).proved()).isTrue();

      PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().daily(7).weekly(4).monthly(2));

      assertThat(lifeboat.backups()).as("a plan removes nothing").hasSize(40);
      assertThat(plan.kept()).anySatisfy(d -> assertThat(d.backup().id()).isEqualTo(proved.id()));
      assertThat(plan.toString())
          .contains("newest of day", "proved by a restore always stays", "stands for week");
      Pruned pruned = plan.apply();
      assertThat(pruned.removed()).hasSize(plan.dropped().size());
      assertThat(lifeboat.backups()).hasSize(40 - pruned.removed().size());
      assertThat(lifeboat.backups())
          .allSatisfy(b -> assertThat(lifeboat.verify(b.id(), Depth.DECODE).proved()).isTrue());
      assertThat(keys())
          .allSatisfy(
              key ->
                  assertThat(pruned.removed())
                      .noneSatisfy(id -> assertThat(key).contains(id.value())));
      assertThat(lifeboat.planPrune(RetentionPolicy.keep().last(1)).apply().removed()).isNotEmpty();
    }
  }

  @Test
  void aFailedVerificationTakesTheProofBack() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      Backup first = lifeboat.backup();
      clock.advance(Duration.ofDays(1));
      lifeboat.verify(first.id(), Depth.DECODE);
      lifeboat.backup();
      clock.advance(Duration.ofDays(1));
      RetentionPolicy last = RetentionPolicy.keep().last(1);
      assertThat(lifeboat.planPrune(last).dropped()).isEmpty();

      ObjectKey key = new ObjectKey("school/backups/" + first.id() + "/volume-00000.dump.frames");
      memory.tamper(key, new byte[] {1});
      lifeboat.verify(first.id(), Depth.PRESENT);

      assertThat(lifeboat.planPrune(last).dropped())
          .extracting(d -> d.backup().id())
          .containsExactly(first.id());
    }
  }

  @Test
  void pruningThatFailsHalfWayLeavesNothingBrokenListedAndCanGoOn() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      for (int i = 0; i < 5; i++) {
        lifeboat.backup();
        clock.advance(Duration.ofDays(1));
      }
      PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(1));
      for (int n = 1; n < 12; n++) {
        storage.failRequest(n, () -> new RetryableException("injected"));
        assertThatThrownBy(plan::apply).isInstanceOf(RetryableException.class);
        assertThat(lifeboat.backups())
            .allSatisfy(b -> assertThat(lifeboat.verify(b.id(), Depth.DECODE).proved()).isTrue());
      }
      plan.apply();
      assertThat(lifeboat.backups()).hasSize(1);
    }
  }

  @Test
  void whatABrokenFirstBackupOfASourceLeftIsSweptWithTheOthers() throws Exception {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      lifeboat.backup();
      ObjectKey key =
          new ObjectKey("library/backups/20261122T060000Z-7f3k9q/volume-00000.dump.frames");
      try (Upload upload = memory.upload(key)) {
        upload.write(1);
        upload.commit();
      }
      clock.advance(Duration.ofHours(25));

      PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(1));

      assertThat(plan.toString()).contains("library", "left over");
      assertThat(plan.apply().swept()).isEqualTo(1);
      assertThat(memory.find(key)).isEmpty();
    }
  }

  @Test
  void aRepositoryIsReadWithoutASource() {
    try (TestDatabase school = School.on(SERVER)) {
      Backup backup = lifeboat(school).build().backup();
      Lifeboat reader = Lifeboat.builder().storage(storage).clock(clock).build();

      assertThat(reader.latest()).isEqualTo(backup);
      assertThat(reader.find(backup.id())).contains(backup);
      assertThat(reader.verify(backup.id(), Depth.CHECKSUM).proved()).isTrue();
      assertThatThrownBy(reader::backup).hasMessageContaining("No source was configured");
      assertThatThrownBy(() -> reader.contents(backup.id()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("encrypted with frames for [operator]");
    }
  }

  @Test
  void whatIsNotThereIsSaidWithTheNextStep() {
    Lifeboat reader = Lifeboat.builder().storage(storage).build();
    BackupId unknown = BackupId.parse("20261122T060000Z-7f3k9q");

    assertThat(reader.find(unknown)).isEmpty();
    assertThatThrownBy(() -> reader.show(unknown))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "There is no backup 20261122T060000Z-7f3k9q in memory;"
                + " list the backups to see which there are");
    assertThatThrownBy(reader::latest).hasMessageContaining("There are no backups in memory");
    assertThatThrownBy(() -> Lifeboat.builder().build()).hasMessageContaining("No storage");
    assertThatThrownBy(() -> reader.planPrune(RetentionPolicy.keep().last(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("There is no repository in memory");
  }

  @Test
  void severalSourcesShareARepository() {
    try (TestDatabase school = School.on(SERVER);
        TestDatabase library = SERVER.createDatabase()) {
      Lifeboat lifeboat =
          lifeboat(school).source(Source.of("library", library.dataSource())).build();
      lifeboat.backup(BackupRequest.of("school"));
      lifeboat.backup(BackupRequest.of("library"));

      assertThat(lifeboat.sources()).containsExactly("library", "school");
      assertThat(lifeboat.latest("library").source()).isEqualTo("library");
      assertThatThrownBy(lifeboat::backup).hasMessageContaining("[school, library]");
      assertThatThrownBy(lifeboat::latest).hasMessageContaining("several sources");
      assertThatThrownBy(() -> lifeboat.backup(BackupRequest.of("office")))
          .hasMessageContaining("No source 'office'");
    }
  }

  @Test
  void aTargetThatIsNotEmptyIsRefused() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      Backup backup = lifeboat.backup();

      assertThatThrownBy(() -> lifeboat.restore(backup.id(), Target.database(school.dataSource())))
          .isInstanceOf(RefusedException.class);
      assertThat(events.get(events.size() - 1)).isInstanceOf(Event.Failed.class);
    }
  }

  @Test
  void aSourceShowsNoPassword() {
    PGSimpleDataSource secret = new PGSimpleDataSource();
    secret.setPassword("hunter2");

    assertThat(Source.of("school", secret).toString()).isEqualTo("school");
    assertThatThrownBy(() -> Source.of("../school", secret)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @EnumSource(OnFailure.class)
  void fewerRowsThanWereDumpedAreAFailureLikeAnyOther(OnFailure onFailure) {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)");
      Lifeboat lifeboat = lifeboat(source).build();
      BackupId id = backUpWithOneRowTooMany(lifeboat.repository(), source);
      Target target = Target.newDatabase(SERVER.admin().dataSource(), "fewer_rows");

      assertThatThrownBy(
              () ->
                  lifeboat.restore(
                      RestoreRequest.of(id, target)
                          .withOptions(RestoreOptions.defaults().with(onFailure))))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("has 2 rows restored of 3 in backup " + id);

      String kept = "SELECT count(*) FROM pg_database WHERE datname ~ '^lifeboat_restore_'";
      assertThat(SERVER.admin().value(kept)).isEqualTo(onFailure == OnFailure.KEEP ? "1" : "0");
      String named = "SELECT count(*) FROM pg_database WHERE datname = 'fewer_rows'";
      assertThat(SERVER.admin().value(named)).isEqualTo("0");
    } finally {
      SERVER
          .admin()
          .query("SELECT datname FROM pg_database WHERE datname ~ '^lifeboat_restore_'")
          .forEach(row -> SERVER.admin().execute("DROP DATABASE " + row.get(0)));
    }
  }

  private static BackupId backUpWithOneRowTooMany(Repository repository, TestDatabase source) {
    try (BackupWriter writer = repository.begin(NewBackup.of("school", KEY))) {
      DumpSummary dump =
          Dumper.of(source.dataSource(), DumpOptions.defaults(), Events.silent("dump"))
              .dumpTo(writer);
      DumpedTable table = dump.tables().get(0);
      DumpedTable more =
          new DumpedTable(
              table.dumpId(),
              table.schema(),
              table.name(),
              table.columns(),
              table.rows() + 1,
              table.sizeBytes(),
              table.digest(),
              table.slices());
      return writer.commit(withTable(dump, more)).id();
    }
  }

  private static DumpSummary withTable(DumpSummary dump, DumpedTable table) {
    return new DumpSummary(
        dump.database(),
        dump.serverVersion(),
        dump.snapshotAt(),
        dump.entries(),
        dump.volumes(),
        dump.prologue(),
        dump.extensions(),
        List.of(table),
        dump.largeObjects(),
        dump.sequences(),
        dump.warnings(),
        dump.partial());
  }

  private Lifeboat.Builder lifeboat(TestDatabase source) {
    return Lifeboat.builder()
        .source(Source.of("school", source.dataSource()))
        .storage(storage)
        .encryption(KEY)
        .decryption(KEY)
        .scratch(
            ServerScratch.on(
                SERVER.admin().dataSource(), name -> SERVER.database(name).dataSource()))
        .listener(events::add)
        .clock(clock);
  }

  private List<String> keys() {
    try (Stream<StoredObject> objects = memory.list(new ObjectKey("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }

  private static void assertEqualCopy(TestPostgres server, TestDatabase school, String copy)
      throws SQLException {
    try (Connection original = school.connect();
        Connection restored = server.database(copy).dataSource().getConnection()) {
      assertThat(
              CatalogSnapshot.differences(
                  CatalogSnapshot.of(original), CatalogSnapshot.of(restored)))
          .isEmpty();
    } finally {
      server.admin().execute("DROP DATABASE \"" + copy + "\" WITH (FORCE)");
    }
  }
}
