package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import dev.lifeboat.testing.FrameEncryption;
import dev.lifeboat.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  private static final FrameEncryption KEY = FrameEncryption.of("operator");

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final Repository repository = Repository.in(storage);

  @Test
  void aBackupIsListedFoundAndRead() throws Exception {
    Manifest manifest = backup("first");

    assertThat(repository.sources()).containsExactly("school");
    assertThat(repository.list("school")).containsExactly(manifest);
    assertThat(repository.find(manifest.id())).contains(manifest);
    assertThat(repository.latest("school", clock.instant())).contains(manifest);
    assertThat(manifest.id().startedAt()).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(manifest.encryption()).isEqualTo(new EncryptedFor("frames", List.of("operator")));
    assertThat(manifest.totals().rows()).isEqualTo(7_003);
    assertThat(manifest.labels()).containsEntry("reason", "nightly");
    Contents contents = repository.contents(manifest, KEY);
    assertThat(contents.id()).isEqualTo(manifest.id());
    assertThat(contents.dump()).isEqualTo(new HandMadeDump("first").writeTo(n -> nowhere()));
    assertThat(storage.openReads()).isZero();
    assertThat(storage.openUploads()).isZero();
  }

  @Test
  void theLayoutIsThatOfTheFormat() throws Exception {
    BackupId id = backup("first").id();
    String folder = "school/backups/" + id + "/";

    assertThat(keys())
        .containsExactly(
            folder + "contents.json.zst.frames",
            folder + "volume-00000.dump.frames",
            folder + "volume-00001.dump.frames",
            folder + "volume-00002.dump.frames",
            "school/manifests/" + id + ".json");
  }

  @Test
  void namesOfUnencryptedObjectsHaveNoEndOfAScheme() throws Exception {
    backup("first", Plaintext.INSTANCE);

    assertThat(keys())
        .filteredOn(key -> key.contains("backups"))
        .allSatisfy(key -> assertThat(key).matches(".*(dump|contents\\.json\\.zst)"));
  }

  @Test
  void theVolumesTogetherAreTheArchive() throws Exception {
    Manifest encrypted = backup("first");
    Manifest plain = backup("first", Plaintext.INSTANCE);
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    ByteArrayOutputStream other = new ByteArrayOutputStream();

    long sizeBytes = repository.exportTo(encrypted, KEY, one);
    repository.exportTo(plain, Plaintext.INSTANCE, other);

    assertThat(one.toByteArray()).isEqualTo(other.toByteArray()).hasSize((int) sizeBytes);
    assertThat(one.toString(StandardCharsets.US_ASCII)).startsWith("PGDMP");
  }

  @Test
  void orderIsDecidedByTimeAndSequence() throws Exception {
    Manifest first = backup("1");
    Manifest second = backup("2");
    clock.advance(Duration.ofDays(-1));
    Manifest earlier = backup("3");

    assertThat(repository.list("school")).containsExactly(earlier, first, second);
    assertThat(repository.latest("school", second.createdAt())).contains(second);
    assertThat(repository.latest("school", clock.instant())).contains(earlier);
  }

  @Test
  void whereverAWriteFailsNothingIsListedAndNothingStays() throws Exception {
    int failures = 0;
    for (int n = 1; failures == n - 1; n++) {
      storage.failWrite(n);
      try {
        backup("first");
      } catch (IOException | RetryableException e) {
        failures++;
        assertThat(keys()).as("after failed write %d", n).isEmpty();
        assertThat(memory.openUploads()).isZero();
      }
    }
    assertThat(failures).isGreaterThan(8);
    assertWhole(repository.latest("school", clock.instant()).orElseThrow(), "first");
  }

  @Test
  void whatTheStoreHasSaidIsToldWhereItIsClearThatNothingIsStored() {
    for (int n = 1; n <= 5; n++) {
      storage.failCommit(
          n,
          () ->
              new UnknownOutcomeException(
                  "injected", new RefusedException("injected: the store is full")));
      assertThatThrownBy(() -> backup("first"))
          .as("commit %d", n)
          .isInstanceOf(RefusedException.class)
          .hasMessage("injected: the store is full");
    }
  }

  @Test
  void whereverACommitFailsNothingIsListedAndNothingStays() throws Exception {
    for (int n = 1; n <= 5; n++) {
      storage.failCommit(n, () -> new RetryableException("injected"));
      assertThatThrownBy(() -> backup("first")).isInstanceOf(RetryableException.class);
      assertThat(keys()).as("after failed commit %d", n).isEmpty();
    }
  }

  @Test
  void whereverTheAnswerToACommitIsLostTheBackupIsWhole() throws Exception {
    for (int n = 1; n <= 5; n++) {
      storage.loseCommitAnswer(n);
      assertWhole(backup("salt " + n), "salt " + n);
    }
    assertThat(repository.list("school")).hasSize(5);
  }

  @Test
  void whereTheAnswerIsLostAndNobodyCanLookTheOutcomeIsUnknownAndNothingIsRemoved() {
    storage.loseCommitAnswer(5);
    BlindStorage blind = new BlindStorage(storage);
    Repository half = Repository.in(blind);

    assertThatThrownBy(() -> backup(half, "first", KEY))
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("list the backups");

    assertWhole(repository.latest("school", clock.instant()).orElseThrow(), "first");
  }

  @Test
  void whereTheManifestNeverArrivedTheVolumesStayForASweep() {
    storage.failCommit(5, () -> new UnknownOutcomeException("injected"));

    assertThatThrownBy(() -> backup("first"))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("not listed");

    // The manifest may still arrive: if it does, it must not list a backup without volumes.
    assertThat(keys()).hasSize(4);
    assertThat(repository.list("school")).isEmpty();
  }

  @Test
  void aProcessThatDiesBeforeTheManifestLeavesLeftoversThatAreSweptOnceTheyAreOld()
      throws Exception {
    Manifest whole = backup("whole");
    BackupWriter dies = repository.begin(plan(KEY));
    new HandMadeDump("dies").writeTo(dies);

    clock.advance(Duration.ofHours(23));
    assertThat(leftovers()).isEmpty();
    clock.advance(Duration.ofHours(2));
    assertThat(leftovers())
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.id()).isEqualTo(dies.id());
              assertThat(leftover.objects()).isEqualTo(3);
              assertThat(repository.sweep(leftover).objects()).isEqualTo(3);
            });
    assertThat(keys()).noneMatch(key -> key.contains(dies.id().value()));
    assertWhole(whole, "whole");
  }

  @Test
  void aLeftoverThatBecameABackupIsNotSwept() throws Exception {
    BackupWriter slow = repository.begin(plan(KEY));
    DumpSummary dump = new HandMadeDump("slow").writeTo(slow);
    clock.advance(Duration.ofHours(25));
    Leftover leftover = leftovers().get(0);
    Manifest manifest = slow.commit(dump);
    slow.close();

    assertThat(repository.sweep(leftover)).isEqualTo(Removed.NOTHING);
    assertWhole(manifest, "slow");
  }

  @Test
  void aBackupWhoseVolumesWereSweptMeanwhileIsNotListed() throws Exception {
    try (BackupWriter slow = repository.begin(plan(KEY))) {
      DumpSummary dump = new HandMadeDump("slow").writeTo(slow);
      clock.advance(Duration.ofHours(25));
      repository.sweep(leftovers().get(0));

      assertThatThrownBy(() -> slow.commit(dump))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("volume-00000");
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void anAbandonedUploadIsSwept() throws Exception {
    BackupWriter dies = repository.begin(plan(KEY));
    VolumeOutput volume = dies.open(0);
    volume.write(1);
    clock.advance(Duration.ofHours(25));

    assertThat(repository.sweepUploads(clock.instant().minus(Duration.ofHours(24)))).isEqualTo(1);
    assertThat(memory.openUploads()).isZero();
  }

  @Test
  void aVolumeCanBeTriedAgain() throws Exception {
    try (BackupWriter writer = repository.begin(plan(KEY))) {
      try (VolumeOutput attempt = writer.open(0)) {
        attempt.write(new byte[100_000]);
      }
      DumpSummary dump = new HandMadeDump("again").writeTo(writer);
      assertWhole(writer.commit(dump), "again");
    }
  }

  @Test
  void removingUnlistsFirst() throws Exception {
    Manifest manifest = backup("first");
    repository.recordEvidence(manifest, "20261122T060000000Z-present.json", new byte[] {1});
    for (int n = 1; n <= 9; n++) {
      storage.failRequest(n, () -> new RetryableException("injected"));
      try {
        repository.remove(manifest);
      } catch (RetryableException e) {
        repository.list("school").forEach(listed -> assertWhole(listed, "first"));
      }
    }
    storage.failRequest(0, () -> new RetryableException("never"));
    repository.remove(manifest);
    assertThat(keys()).isEmpty();
  }

  @Test
  void unlistedDataIsALeftover() throws Exception {
    Manifest manifest = backup("first");
    repository.unlist(manifest);
    clock.advance(Duration.ofHours(25));

    assertThat(leftovers()).extracting(Leftover::id).containsExactly(manifest.id());
  }

  @Test
  void contentsAndVolumesThatWereAlteredCutSwappedOrLostAreRefused() throws Exception {
    for (Encryption encryption : List.of(KEY, Plaintext.INSTANCE)) {
      Manifest manifest = backup("first", encryption);
      Manifest other = backup("other", encryption);
      for (StoredPart part : manifest.parts()) {
        ObjectKey key = repository.key(manifest, part);
        byte[] good = bytes(key);
        damaged(manifest, key, altered(good, good.length / 2));
        damaged(manifest, key, altered(good, good.length - 1));
        damaged(manifest, key, Arrays.copyOf(good, good.length - 1));
        damaged(manifest, key, Arrays.copyOf(good, good.length + 1));
        damaged(manifest, key, new byte[0]);
        damaged(manifest, key, bytes(repository.key(other, counterpart(other, part))));
        memory.delete(key);
        assertThatThrownBy(() -> readAll(manifest))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining(key.value());
        memory.tamper(key, good);
      }
      assertWhole(manifest, "first");
    }
  }

  @Test
  void theWrongIdentityIsRefusedAndNamesWhoCan() throws Exception {
    Manifest manifest = backup("first");

    assertThatThrownBy(() -> repository.contents(manifest, FrameEncryption.of("intruder")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("intruder");
    assertThatThrownBy(() -> repository.contents(manifest, Plaintext.INSTANCE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("encrypted with frames for [operator]");
  }

  @Test
  void aManifestThatIsDamagedNewerOrMisplacedIsRefusedByName() throws Exception {
    Manifest manifest = backup("first");
    ObjectKey key = new ObjectKey("school/manifests/" + manifest.id() + ".json");
    String json = new String(bytes(key), StandardCharsets.UTF_8);
    String version = "\"" + FormatVersion.CURRENT + "\"";

    assertManifestRefused(key, json.substring(0, json.length() / 2), "is damaged");
    assertManifestRefused(key, json + "{}", "is damaged");
    assertManifestRefused(key, "", "is damaged");
    assertManifestRefused(key, json.replace("sequence", "consequence"), "field 'sequence'");
    assertManifestRefused(key, json.replace("volume-00001.dump", "../volume"), "field 'name'");
    assertManifestRefused(key, json.replace(version, "\"2.0\""), "use a newer Lifeboat");
    assertManifestRefused(key, json.replace("\"school\"", "\"other\""), "put it where it belongs");
    memory.tamper(key, json.replace(version, "\"1.7\", \"new\" : [{}]").getBytes());
    assertThat(repository.list("school")).hasSize(1);
  }

  @Test
  void aLocationThatHoldsSomethingElseIsNoRepository() throws Exception {
    put("photos/2026/beach.jpg");

    assertThatThrownBy(repository::sources)
        .isInstanceOf(RefusedException.class)
        .hasMessage("memory holds 'photos' and no backups; check the location of the repository");
    assertThatThrownBy(() -> repository.list("school")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> repository.find(BackupId.parse("20261122T060000Z-7f3k9q")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void anEmptyLocationHasNoBackups() {
    assertThat(repository.sources()).isEmpty();
    assertThat(repository.list("school")).isEmpty();
  }

  @Test
  void aDirectoryServesAsWell(@TempDir Path directory) throws Exception {
    Repository onDisk = Repository.in(DirectoryStorage.at(directory));
    Manifest manifest = backup(onDisk, "first", KEY);

    assertThat(onDisk.list("school")).containsExactly(manifest);
    onDisk.remove(manifest);
    assertThat(onDisk.sources()).isEmpty();
  }

  private void assertManifestRefused(ObjectKey key, String json, String message) {
    memory.tamper(key, json.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> repository.list("school"))
        .isInstanceOfAny(DamagedException.class, RefusedException.class)
        .hasMessageContaining(key.value())
        .hasMessageContaining(message);
  }

  private void damaged(Manifest manifest, ObjectKey key, byte[] bytes) {
    memory.tamper(key, bytes);
    assertThatThrownBy(() -> readAll(manifest))
        .as("%s with %d bytes", key, bytes.length)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(key.value());
  }

  private void assertWhole(Manifest manifest, String salt) {
    try {
      assertThat(readAll(manifest)).isEqualTo(new HandMadeDump(salt).writeTo(n -> nowhere()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads everything through every door. */
  private DumpSummary readAll(Manifest manifest) throws IOException {
    Decryption decryption = KEY;
    Contents contents = repository.contents(manifest, decryption);
    try (StoredArchive archive =
        repository.open(manifest, contents, decryption, VolumeReads.WHOLE)) {
      RowCounter counter = new RowCounter();
      for (var segment : archive.segments()) {
        segment.read(segment.dumpIds(), counter);
      }
      assertThat(counter.rows()).isEqualTo(contents.dump().rows());
      assertThat(counter.largeObjects()).isEqualTo(2);
    }
    return contents.dump();
  }

  private Manifest backup(String salt) throws IOException {
    return backup(salt, KEY);
  }

  private Manifest backup(String salt, Encryption encryption) throws IOException {
    return backup(repository, salt, encryption);
  }

  private Manifest backup(Repository into, String salt, Encryption encryption) throws IOException {
    try (BackupWriter writer = into.begin(plan(encryption))) {
      return writer.commit(new HandMadeDump(salt).writeTo(writer));
    }
  }

  private NewBackup plan(Encryption encryption) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("reason", "nightly");
    return NewBackup.of("school", encryption).withLabels(labels).withClock(clock);
  }

  private List<Leftover> leftovers() {
    Instant before = clock.instant().minus(Duration.ofHours(24));
    return repository.leftovers("school").stream()
        .filter(leftover -> leftover.newestAt().isBefore(before))
        .toList();
  }

  private List<String> keys() {
    try (Stream<StoredObject> objects = memory.list(new ObjectKey("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }

  private byte[] bytes(ObjectKey key) throws IOException {
    return memory.read(key, 0, Long.MAX_VALUE).readAllBytes();
  }

  private void put(String key) throws IOException {
    try (Upload upload = memory.upload(new ObjectKey(key))) {
      upload.write(1);
      upload.commit();
    }
  }

  private static StoredPart counterpart(Manifest other, StoredPart part) {
    return other.parts().stream().filter(p -> p.name().equals(part.name())).findFirst().get();
  }

  private static byte[] altered(byte[] bytes, int position) {
    byte[] altered = bytes.clone();
    altered[position] ^= 1;
    return altered;
  }

  private static VolumeOutput nowhere() {
    return new VolumeOutput() {
      @Override
      public void write(int b) {}

      @Override
      public void commit() {}

      @Override
      public void close() {}
    };
  }

  /** Can write and not read. */
  private static final class BlindStorage extends ForwardingStorage {
    BlindStorage(Storage delegate) {
      super(delegate);
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) {
      throw new RetryableException("injected: no network");
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
      throw new RetryableException("injected: no network");
    }
  }
}
