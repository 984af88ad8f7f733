package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Backup;
import dev.lifeboat.BackupRequest;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.RestoreRequest;
import dev.lifeboat.Source;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table of a backup costs the reading of what holds it, and nothing unchecked comes of it. */
class OneTableTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final X25519Identity IDENTITY = X25519Identity.generate();

  @TempDir Path folder;
  private TestDatabase source;

  @BeforeEach
  void makeSource() {
    source = SERVER.createDatabase();
    for (String table : new String[] {"first", "middle", "last"}) {
      source.execute(
          """
          CREATE TABLE %1$s (id int, note text);
          INSERT INTO %1$s
            SELECT i, string_agg(encode(sha256(concat(i, '-', j)::bytea), 'hex'), '' ORDER BY j)
            FROM generate_series(1, 30000) AS i, generate_series(1, 8) AS j GROUP BY i;
          """
              .formatted(table));
    }
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aTableThatSharesItsVolumeIsFetchedAlone(int jobs) throws IOException {
    assertFetched("middle", DumpOptions.defaults(), jobs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aTableOfManyVolumesIsFetchedAlone(int jobs) throws IOException {
    assertFetched("middle", DumpOptions.defaults().withVolumeSizeBytes(6L << 20), jobs);
  }

  /** What nothing authenticates is known by the contents, all of which the manifest vouches for. */
  @ParameterizedTest
  @EnumSource
  void bytesThatWereAlteredAreToldAndNothingIsKept(Scheme scheme) throws IOException {
    Backup backup = backup(DirectoryStorage.at(folder), DumpOptions.defaults(), scheme.encryption);
    for (Path volume : volumes()) {
      byte[] bytes = Files.readAllBytes(volume);
      bytes[bytes.length / 2] ^= 1; // in the middle of the table in the middle
      Files.write(volume, bytes);
    }
    try (TestDatabase copy = SERVER.createDatabase()) {
      assertThatThrownBy(
              () ->
                  restore(
                      DirectoryStorage.at(folder), backup, "middle", copy, scheme.decryption, 1))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("volume-");
      assertThat(copy.query("SELECT count(*) FROM middle").get(0)).containsExactly("0");
    }
  }

  /** All that is read is counted, also what tells where the table is. */
  private void assertFetched(String table, DumpOptions options, int jobs) throws IOException {
    Storage storage = DirectoryStorage.at(folder);
    Backup backup = backup(storage, options, Scheme.AGE.encryption);
    long own = ownBytes(storage, backup, table);
    Counting counting = new Counting(storage);
    try (TestDatabase copy = SERVER.createDatabase()) {
      restore(counting, backup, table, copy, Scheme.AGE.decryption, jobs);
      assertThat(copy.query("SELECT count(*) FROM " + table).get(0)).containsExactly("30000");
    }
    long others = counting.bytes(key -> !key.contains("volume-"));
    assertThat(counting.bytes(key -> key.contains("volume-"))).isBetween(own, own + own / 20);
    assertThat(others).isBetween(1L, 2 * documentBytes()); // manifest and contents, twice at most
    assertThat(counting.bytes(key -> true)).isLessThanOrEqualTo(own + own / 20);
  }

  private long documentBytes() throws IOException {
    long sum = 0;
    try (Stream<Path> files = files()) {
      for (Path file : files.filter(file -> !file.toString().contains("volume-")).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  /** What the contents say that the table takes in the plain volumes. */
  private static long ownBytes(Storage storage, Backup backup, String table) {
    return Repository.in(storage)
        .contents(backup.manifest(), Age.with(IDENTITY))
        .dump()
        .tables()
        .stream()
        .filter(each -> each.name().equals(table))
        .flatMap(each -> each.slices().stream())
        .mapToLong(Slice::lengthBytes)
        .sum();
  }

  private Backup backup(Storage storage, DumpOptions options, Encryption encryption) {
    Lifeboat lifeboat =
        Lifeboat.builder()
            .source(Source.of("school", source.dataSource()))
            .storage(storage)
            .encryption(encryption)
            .build();
    return lifeboat.backup(BackupRequest.create().withOptions(options.withJobs(1)));
  }

  private static void restore(
      Storage storage,
      Backup backup,
      String table,
      TestDatabase copy,
      Decryption decryption,
      int jobs) {
    RestoreScope scope =
        RestoreScope.ALL.with(RestoreFilter.everything().with(RuleKind.TABLE, table));
    Lifeboat.builder()
        .storage(storage)
        .decryption(decryption)
        .build()
        .restore(
            RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
                .withOptions(RestoreOptions.defaults().withJobs(jobs).with(scope)));
  }

  private Stream<Path> files() throws IOException {
    return Files.walk(folder).filter(Files::isRegularFile);
  }

  private List<Path> volumes() throws IOException {
    try (Stream<Path> files = files()) {
      return files.filter(file -> file.toString().contains("volume-")).toList();
    }
  }

  private enum Scheme {
    AGE(Age.to(IDENTITY.recipient().toString()), Age.with(IDENTITY)),
    PLAIN(Plaintext.INSTANCE, Plaintext.INSTANCE);

    private final Encryption encryption;
    private final Decryption decryption;

    Scheme(Encryption encryption, Decryption decryption) {
      this.encryption = encryption;
      this.decryption = decryption;
    }
  }

  /** Counts what is read of each object. */
  private static final class Counting extends ForwardingStorage {
    private final Map<String, AtomicLong> bytes = new ConcurrentHashMap<>();

    Counting(Storage storage) {
      super(storage);
    }

    long bytes(Predicate<String> keys) {
      return bytes.entrySet().stream()
          .filter(each -> keys.test(each.getKey()))
          .mapToLong(each -> each.getValue().get())
          .sum();
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) {
      AtomicLong read = bytes.computeIfAbsent(key.value(), none -> new AtomicLong());
      return new CountingInput(super.read(key, offset, length), read);
    }
  }

  private static final class CountingInput extends FilterInputStream {
    private final AtomicLong bytes;

    CountingInput(InputStream in, AtomicLong bytes) {
      super(in);
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      bytes.addAndGet(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      bytes.addAndGet(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      bytes.addAndGet(skipped);
      return skipped;
    }
  }
}
