package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.Transactions;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of many slices: loaded by one worker with frozen rows, or by several. */
class FrozenRowsTest {
  private static final String TABLE =
      """
      CREATE TABLE big AS SELECT n AS id, md5(n::text) AS text FROM generate_series(1, 60000) AS n;
      ALTER TABLE big ADD PRIMARY KEY (id);
      ANALYZE
      """;

  private static final String CONTENT =
      "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) FROM big AS t";

  /**
   * What ANALYZE counts: pages whose rows are known to be seen by all, as frozen ones are. The
   * pages that one slice begins and the next goes on with are not among them.
   */
  private static final String FROZEN =
      "SELECT relallvisible > relpages * 0.9 AND relpages > 100 FROM pg_class WHERE relname = 'big'";

  private static final String LOOSE =
      "SELECT relallvisible = 0 AND relpages > 100 FROM pg_class WHERE relname = 'big'";

  private final MemoryStorage storage = new MemoryStorage();

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual().filter(server -> server.major() >= 14); // which can cut tables
  }

  @ParameterizedTest
  @MethodSource("servers")
  void oneWorkerFreezesAllSlicesOfANewTable(TestPostgres server) {
    restore(
        server,
        RestoreOptions.defaults().withJobs(1),
        (source, copy) -> {
          assertThat(copy.value(CONTENT)).isEqualTo(source.value(CONTENT));
          assertThat(copy.value(FROZEN)).isEqualTo("t");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSingleTransactionFreezesThemToo(TestPostgres server) {
    RestoreOptions options = RestoreOptions.defaults();
    restore(
        server,
        options.with(options.conduct().with(Transactions.single())),
        (source, copy) -> {
          assertThat(copy.value(CONTENT)).isEqualTo(source.value(CONTENT));
          assertThat(copy.value(FROZEN)).isEqualTo("t");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void severalWorkersShareATableThatIsMostOfTheWork(TestPostgres server) {
    restore(
        server,
        RestoreOptions.defaults().withJobs(4),
        (source, copy) -> {
          assertThat(copy.value(CONTENT)).isEqualTo(source.value(CONTENT));
          assertThat(copy.value(LOOSE)).isEqualTo("t");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void damageInTheLastSliceLeavesNoRowOfTheOthers(TestPostgres server) throws IOException {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      Lifeboat lifeboat = lifeboat(source.execute(TABLE));
      Backup backup = backUp(lifeboat);
      damageLastVolume();

      assertThatThrownBy(
              () ->
                  lifeboat.restore(
                      RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
                          .withOptions(RestoreOptions.defaults().withJobs(1))))
          .isInstanceOf(DamagedException.class);
      assertThat(copy.value("SELECT count(*) FROM big")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aTableThatWasThereBeforeIsNotEmptied(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      Lifeboat lifeboat = lifeboat(source.execute(TABLE));
      Backup backup = backUp(lifeboat);
      copy.execute("CREATE TABLE big (id int, text text); INSERT INTO big VALUES (0, 'kept')");
      RestoreOptions options = RestoreOptions.defaults().withJobs(1).with(Existing.LEFT);

      assertThatThrownBy(
              () ->
                  lifeboat.restore(
                      RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
                          .withOptions(options.with(options.conduct().with(OnError.GO_ON)))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("entries were not restored");
      assertThat(copy.value("SELECT count(*) FROM big WHERE id = 0")).isEqualTo("1");
      assertThat(copy.value("SELECT count(*) FROM big")).isEqualTo("60001");
    }
  }

  private void restore(TestPostgres server, RestoreOptions options, Judge judge) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      Lifeboat lifeboat = lifeboat(source.execute(TABLE));
      Backup backup = backUp(lifeboat);
      Restored restored =
          lifeboat.restore(
              RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
                  .withOptions(options));

      assertThat(volumes()).hasSizeGreaterThan(3);
      assertThat(restored.result().rows()).isEqualTo(60_000);
      judge.compare(source, copy);
    }
  }

  private Lifeboat lifeboat(TestDatabase source) {
    return Lifeboat.builder()
        .source(Source.of("s", source.dataSource()))
        .storage(storage)
        .encryption(Plaintext.INSTANCE)
        .decryption(Plaintext.INSTANCE)
        .build();
  }

  private static Backup backUp(Lifeboat lifeboat) {
    return lifeboat.backup(
        BackupRequest.create()
            .withOptions(DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(1024 * 1024)));
  }

  private List<ObjectKey> volumes() {
    try (Stream<StoredObject> objects = storage.list(new ObjectKey("s"))) {
      return objects
          .map(StoredObject::key)
          .filter(key -> key.name().startsWith("volume-"))
          .toList();
    }
  }

  private void damageLastVolume() throws IOException {
    ObjectKey last = volumes().get(volumes().size() - 1);
    long size = storage.find(last).orElseThrow().sizeBytes();
    try (InputStream in = storage.read(last, 0, size)) {
      byte[] bytes = in.readAllBytes();
      bytes[bytes.length / 2] ^= 1;
      storage.tamper(last, bytes);
    }
  }

  /** Compares a copy with its source. */
  @FunctionalInterface
  private interface Judge {
    void compare(TestDatabase source, TestDatabase copy);
  }
}
