package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Storage} keeps. Inherit it in a test of an implementation. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StorageContract {
  private static final ObjectKey KEY = new ObjectKey("school/backups/b1/volume-00000.dump");
  private static final ObjectKey FOLDER = new ObjectKey("school");
  private static final int WRITERS = 4;

  /** The storage under test. */
  protected Storage storage;

  /** For implementations' tests. */
  protected StorageContract() {}

  /** An empty storage, which no other test sees. */
  protected abstract Storage open() throws Exception;

  /** A size that the implementation cannot treat as one piece. */
  protected int largeBytes() {
    return 3 * 1024 * 1024 + 17;
  }

  /** More objects than the implementation lists at once. */
  protected int manyObjects() {
    return 1_005;
  }

  @BeforeEach
  void openStorage() throws Exception {
    storage = open();
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  @Test
  void aCommittedObjectIsReadBackWhole() throws Exception {
    byte[] content = bytes(100_000);

    put(KEY, content);

    assertThat(read(KEY)).isEqualTo(content);
    StoredObject found = storage.find(KEY).orElseThrow();
    assertThat(found.key()).isEqualTo(KEY);
    assertThat(found.sizeBytes()).isEqualTo(100_000);
    assertThat(found.storedAt())
        .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now().plusSeconds(600));
  }

  @Test
  void anEmptyObjectIsAnObject() throws Exception {
    put(KEY, new byte[0]);

    assertThat(read(KEY)).isEmpty();
    assertThat(storage.find(KEY).orElseThrow().sizeBytes()).isZero();
  }

  @Test
  void aLargeObjectWrittenInUnevenPiecesIsReadBackWhole() throws Exception {
    byte[] content = bytes(largeBytes());

    try (Upload upload = storage.upload(KEY)) {
      upload.write(content[0]);
      int offset = 1;
      for (int step = 1; offset < content.length; step = step * 3 + 1) {
        int length = Math.min(step, content.length - offset);
        upload.write(content, offset, length);
        offset += length;
      }
      upload.commit();
    }

    assertThat(read(KEY)).isEqualTo(content);
    assertThat(storage.find(KEY).orElseThrow().sizeBytes()).isEqualTo(content.length);
  }

  @Test
  void anObjectBeingUploadedIsNotSeen() throws Exception {
    try (Upload upload = storage.upload(KEY)) {
      upload.write(bytes(largeBytes()));
      upload.flush();

      assertNothingIsThere();

      upload.commit();
      assertThat(storage.find(KEY)).isPresent();
    }
  }

  @Test
  void closingWithoutCommitLeavesNothing() throws Exception {
    for (int size : new int[] {0, 10, largeBytes()}) {
      try (Upload upload = storage.upload(KEY)) {
        upload.write(bytes(size));
      }
      assertNothingIsThere();
      assertThat(sweepAll()).isZero();
    }
  }

  @Test
  void closingTwiceIsHarmlessAfterCommitAndWithout() throws Exception {
    Upload discarded = storage.upload(KEY);
    discarded.close();
    discarded.close();
    Upload committed = storage.upload(KEY);
    committed.commit();
    committed.close();
    committed.close();

    assertThat(storage.find(KEY)).isPresent();
  }

  @Test
  void aFinishedUploadTakesNothingMore() throws Exception {
    Upload committed = storage.upload(KEY);
    committed.commit();
    assertFinished(committed);
    committed.close();
    Upload closed = storage.upload(FOLDER.resolve("other"));
    closed.close();
    assertFinished(closed);

    assertThat(storage.find(FOLDER.resolve("other"))).isEmpty();
  }

  @Test
  void commitNeverOverwrites() throws Exception {
    for (int size : new int[] {5, largeBytes()}) {
      ObjectKey key = FOLDER.resolve("size-" + size);
      byte[] old = bytes(77);
      put(key, old);

      try (Upload upload = storage.upload(key)) {
        upload.write(bytes(size));
        assertThatThrownBy(upload::commit)
            .isInstanceOf(KeyExistsException.class)
            .hasMessageContaining(key.value());
        assertFinished(upload);
      }

      assertThat(read(key)).isEqualTo(old);
      assertThat(sweepAll()).isZero();
    }
  }

  @Test
  void ofUploadsOfOneKeyExactlyOneWins() throws Exception {
    for (int size : new int[] {1_000, largeBytes()}) {
      ObjectKey key = FOLDER.resolve("size-" + size);
      CyclicBarrier written = new CyclicBarrier(WRITERS);

      List<Boolean> won =
          inParallel(
              IntStream.range(0, WRITERS)
                  .<Callable<Boolean>>mapToObj(writer -> () -> race(key, size, writer, written))
                  .toList());

      assertThat(won).containsOnlyOnce(true);
      byte[] content = read(key);
      assertThat(content).hasSize(size).containsOnly(won.indexOf(true));
      assertThat(sweepAll()).isZero();
    }
  }

  @Test
  void aRangeIsReadExactly() throws Exception {
    byte[] content = bytes(1_000);
    put(KEY, content);

    assertThat(read(KEY, 0, 1_000)).isEqualTo(content);
    assertThat(read(KEY, 0, 1)).containsExactly(content[0]);
    assertThat(read(KEY, 10, 20)).isEqualTo(Arrays.copyOfRange(content, 10, 30));
    assertThat(read(KEY, 990, 20)).isEqualTo(Arrays.copyOfRange(content, 990, 1_000));
    assertThat(read(KEY, 999, Long.MAX_VALUE)).containsExactly(content[999]);
  }

  @Test
  void aRangeAtOrBeyondTheEndIsEmpty() throws Exception {
    put(KEY, bytes(1_000));
    put(FOLDER.resolve("empty"), new byte[0]);

    assertThat(read(KEY, 1_000, 1)).isEmpty();
    assertThat(read(KEY, 5_000, Long.MAX_VALUE)).isEmpty();
    assertThat(read(KEY, 3, 0)).isEmpty();
    assertThat(read(FOLDER.resolve("empty"), 0, 10)).isEmpty();
    assertThat(read(FOLDER.resolve("empty"), 7, 10)).isEmpty();
  }

  @Test
  void aNegativeRangeIsAnError() throws Exception {
    put(KEY, bytes(10));

    assertThatThrownBy(() -> storage.read(KEY, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.read(KEY, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReadMayBeGivenUpHalfWay() throws Exception {
    byte[] content = bytes(largeBytes());
    put(KEY, content);

    for (int i = 0; i < 60; i++) {
      try (InputStream in = storage.read(KEY, i, Long.MAX_VALUE)) {
        assertThat((byte) in.read()).isEqualTo(content[i]);
      }
    }
    assertThat(read(KEY)).isEqualTo(content);
  }

  @Test
  void aMissingObjectIsMissing() throws Exception {
    put(KEY, bytes(1));

    for (String missing : List.of("nothing", KEY.value() + "x", "school/backups", "school")) {
      ObjectKey key = new ObjectKey(missing);
      assertThat(storage.find(key)).isEmpty();
      assertThatThrownBy(() -> storage.read(key, 0, 1))
          .isInstanceOf(MissingObjectException.class)
          .hasMessageContaining(missing);
      assertThatThrownBy(() -> storage.read(key, 0, 0)).isInstanceOf(MissingObjectException.class);
      assertThatCode(() -> storage.delete(key)).doesNotThrowAnyException();
    }
    assertThat(storage.find(KEY)).isPresent();
  }

  @Test
  void listingGoesByTheOrderOfWholeKeysAndStopsAtTheFolder() throws Exception {
    List<String> below =
        List.of("a/B", "a/b-c", "a/b.json", "a/b/1", "a/b/c/d", "a/b0", "a/bc", "a/c/z", "a/d_e");
    for (String key : below) {
      put(new ObjectKey(key), bytes(3));
    }
    for (String key : List.of("A", "a-b", "ab", "a.b", "b/a")) {
      put(new ObjectKey(key), bytes(3));
    }

    assertThat(list("a")).isEqualTo(below);
    assertThat(list("a/b")).containsExactly("a/b/1", "a/b/c/d");
    assertThat(list("a/bc")).isEmpty();
    assertThat(list("nothing/here")).isEmpty();
    try (Stream<StoredObject> objects = storage.list(new ObjectKey("a"))) {
      assertThat(objects.mapToLong(StoredObject::sizeBytes)).containsOnly(3L);
    }
  }

  @Test
  void aListingOfManyObjectsIsWhole() throws Exception {
    List<String> keys =
        IntStream.range(0, manyObjects()).mapToObj("many/objects/%05d"::formatted).toList();
    inParallel(keys.stream().<Callable<Void>>map(key -> () -> put(key)).toList());

    assertThat(list("many")).isEqualTo(keys);
    assertThat(children("many/objects")).hasSize(keys.size()).isSorted();
    try (Stream<StoredObject> objects = storage.list(new ObjectKey("many"))) {
      assertThat(objects.findFirst().orElseThrow().key().value()).isEqualTo(keys.get(0));
    }
  }

  @Test
  void childrenAreTheNamesDirectlyBelow() throws Exception {
    assertThat(children()).isEmpty();
    for (String key : List.of("s/a", "s/b/1", "s/b/2/3", "s/b-c", "s-2/x", "t")) {
      put(new ObjectKey(key), bytes(1));
    }

    assertThat(children()).containsExactly("s-2", "s", "t");
    assertThat(children("s")).containsExactly("a", "b-c", "b");
    assertThat(children("s/b")).containsExactly("1", "2");
    assertThat(children("s/a")).isEmpty();
    assertThat(children("nothing")).isEmpty();
  }

  @Test
  void aFolderGoesWithItsLastObject() throws Exception {
    put(new ObjectKey("s/b/1"), bytes(1));
    put(new ObjectKey("s/c"), bytes(1));

    storage.delete(new ObjectKey("s/b/1"));

    assertThat(children("s")).containsExactly("c");
    put(new ObjectKey("s/b/1"), bytes(1));
    assertThat(children("s")).containsExactly("b", "c");
  }

  @Test
  void deletingTwiceIsHarmlessAndFreesTheKey() throws Exception {
    put(KEY, bytes(10));

    storage.delete(KEY);
    storage.delete(KEY);

    assertNothingIsThere();
    byte[] again = bytes(20);
    put(KEY, again);
    assertThat(read(KEY)).isEqualTo(again);
  }

  @Test
  @SuppressWarnings("resource") // Abandoned on purpose, as by a process that was killed.
  void abandonedUploadsAreSweptAndCommittedObjectsStay() throws Exception {
    put(FOLDER.resolve("kept"), bytes(largeBytes()));
    storage.upload(KEY).write(bytes(largeBytes()));

    assertThat(storage.sweepUploads(Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(sweepAll()).isEqualTo(1);
    assertThat(sweepAll()).isZero();

    assertThat(list("school")).containsExactly("school/kept");
    assertThat(read(FOLDER.resolve("kept"))).hasSize(largeBytes());
  }

  @Test
  void unfinishedUploadsAreToldUntilTheyAreCommittedOrClosed() throws Exception {
    Instant before = Instant.now().minus(Duration.ofHours(1));
    assertThat(storage.unfinishedUploads()).isEmpty();
    try (Upload upload = storage.upload(KEY);
        Upload other = storage.upload(FOLDER.resolve("other"))) {
      upload.write(bytes(largeBytes()));
      other.write(bytes(largeBytes()));

      assertThat(storage.unfinishedUploads())
          .hasSize(2)
          .allSatisfy(
              told -> {
                assertThat(told.since()).isBetween(before, before.plus(Duration.ofHours(2)));
                assertThat(told.key().orElse(KEY)).isIn(KEY, FOLDER.resolve("other"));
                assertThat(told.sizeBytes().orElse(largeBytes())).isEqualTo(largeBytes());
              });
      upload.commit();
      assertThat(storage.unfinishedUploads()).hasSize(1);
    }
    assertThat(storage.unfinishedUploads()).isEmpty();
  }

  @Test
  void anUploadThatWasSweptCannotBeCommitted() throws Exception {
    try (Upload upload = storage.upload(KEY)) {
      upload.write(bytes(largeBytes()));
      assertThat(sweepAll()).isEqualTo(1);

      assertThatThrownBy(upload::commit).isInstanceOf(LifeboatException.class);
    }
    assertNothingIsThere();
  }

  @Test
  void manyThreadsUploadReadListAndDeleteAtOnce() throws Exception {
    inParallel(
        IntStream.range(0, 8).<Callable<Void>>mapToObj(thread -> () -> workAlone(thread)).toList());

    assertThat(list("threads")).isEmpty();
    assertThat(children()).isEmpty();
  }

  @Test
  void theLocationIsToldInMessages() {
    assertThat(storage.location()).isNotBlank();
    assertThatThrownBy(() -> storage.read(KEY, 0, 1)).hasMessageContaining(storage.location());
  }

  private Void workAlone(int thread) throws IOException {
    ObjectKey folder = ObjectKey.of("threads", "t" + thread);
    byte[] content = bytes(10_000 + thread);
    for (int round = 0; round < 10; round++) {
      ObjectKey key = folder.resolve("r" + round);
      put(key, content);
      assertThat(read(key)).isEqualTo(content);
      assertThat(list(folder.value())).containsExactly(key.value());
      storage.delete(key);
    }
    return null;
  }

  private boolean race(ObjectKey key, int size, int writer, CyclicBarrier written)
      throws Exception {
    byte[] content = new byte[size];
    Arrays.fill(content, (byte) writer);
    try (Upload upload = storage.upload(key)) {
      upload.write(content);
      written.await(1, TimeUnit.MINUTES);
      upload.commit();
      return true;
    } catch (KeyExistsException e) {
      return false;
    }
  }

  private static void assertFinished(Upload upload) {
    assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
  }

  private void assertNothingIsThere() {
    assertThat(storage.find(KEY)).isEmpty();
    assertThat(list("school")).isEmpty();
    assertThat(children()).isEmpty();
    assertThatThrownBy(() -> storage.read(KEY, 0, 1)).isInstanceOf(MissingObjectException.class);
  }

  private int sweepAll() {
    return storage.sweepUploads(Instant.now().plus(Duration.ofHours(1)));
  }

  /** Writes an object. */
  protected final void put(ObjectKey key, byte[] content) throws IOException {
    try (Upload upload = storage.upload(key)) {
      upload.write(content);
      upload.commit();
    }
  }

  @ParameterizedTest
  @EnumSource(InterruptedAt.class)
  void anInterruptedUploadIsWholeOrLeavesNothing(InterruptedAt moment) throws Exception {
    byte[] content = bytes(largeBytes());
    int half = content.length / 2;
    Upload upload = storage.upload(KEY);
    boolean committed = false;
    try {
      moment.reach(InterruptedAt.BEGINNING);
      upload.write(content, 0, half);
      moment.reach(InterruptedAt.HALF);
      upload.write(content, half, content.length - half);
      moment.reach(InterruptedAt.COMMIT);
      upload.commit();
      committed = true;
    } catch (IOException | LifeboatException e) {
      // Any of them: what matters is what stays.
    } finally {
      moment.reach(InterruptedAt.CLOSE);
      upload.close();
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }

    assertThat(committed || moment != InterruptedAt.CLOSE).isTrue();
    assertThat(storage.find(KEY).map(StoredObject::sizeBytes).orElse((long) content.length))
        .isEqualTo(content.length);
    assertThat(storage.find(KEY).isPresent() || !committed).isTrue();
    assertThat(storage.sweepUploads(Instant.now().plus(Duration.ofHours(1)))).isZero();
    storage.delete(KEY);
    put(KEY, content);
  }

  /** When the thread of an upload is interrupted. */
  enum InterruptedAt {
    BEGINNING,
    HALF,
    COMMIT,
    CLOSE;

    void reach(InterruptedAt reached) {
      if (this == reached) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Void put(String key) throws IOException {
    put(new ObjectKey(key), new byte[] {1});
    return null;
  }

  /** Reads an object whole. */
  protected final byte[] read(ObjectKey key) throws IOException {
    return read(key, 0, Long.MAX_VALUE);
  }

  private byte[] read(ObjectKey key, long offset, long length) throws IOException {
    try (InputStream in = storage.read(key, offset, length)) {
      return in.readAllBytes();
    }
  }

  /** The keys below a folder. */
  protected final List<String> list(String folder) {
    try (Stream<StoredObject> objects = storage.list(new ObjectKey(folder))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }

  private List<String> children(String folder) {
    try (Stream<String> names = storage.children(Optional.of(new ObjectKey(folder)))) {
      return names.toList();
    }
  }

  private List<String> children() {
    try (Stream<String> names = storage.children(Optional.empty())) {
      return names.toList();
    }
  }

  /** Bytes without pattern, the same ones for the same count. */
  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks, 4, TimeUnit.MINUTES)) {
        if (result.isCancelled()) {
          throw new TimeoutException("A task hangs");
        }
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
