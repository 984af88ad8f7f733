package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository without backups is not the same as a place that is none. */
class RepositoryMarkTest {
  private static final ObjectKey MARK = ObjectKey.of("lifeboat-repository.json");

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final Repository repository = Repository.in(memory);

  @Test
  void anEmptyPlaceIsNoRepository(@TempDir Path mountPoint) {
    for (Storage empty : new Storage[] {memory, DirectoryStorage.at(mountPoint)}) {
      assertThatThrownBy(Repository.in(empty)::requireExists)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("There is no repository in " + empty.location())
          .hasMessageContaining("not mounted");
    }
  }

  @Test
  void aPlaceOfSomethingElseIsNoRepository(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve("letter.txt"), "Dear");

    assertThatThrownBy(Repository.in(DirectoryStorage.at(home))::requireExists)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("holds 'letter.txt' and no backups");
  }

  @Test
  void aRepositoryWhoseBackupsAreGoneIsOne() throws Exception {
    Manifest manifest = backup(repository);

    repository.remove(manifest);

    assertThatCode(repository::requireExists).doesNotThrowAnyException();
    assertThat(repository.sources()).isEmpty();
    assertThat(new String(memory.read(MARK, 0, 1_000).readAllBytes(), StandardCharsets.UTF_8))
        .contains("formatVersion", "\"createdAt\" : \"2026-11-22T06:00:00Z\"");
  }

  @Test
  void theFirstBackupAloneBeginsARepository() throws Exception {
    try (BackupWriter first = begin(repository)) {
      assertThat(first.beginsRepository()).isTrue();
    }
    backup(repository);
    Optional<StoredObject> mark = memory.find(MARK);

    try (BackupWriter second = begin(repository)) {
      assertThat(second.beginsRepository()).isFalse();
    }
    backup(repository);

    assertThat(memory.find(MARK)).isPresent().isEqualTo(mark);
  }

  @Test
  void aRepositoryOfAnEarlierVersionGetsItsMarkWithTheNextBackup() throws Exception {
    backup(repository);
    memory.delete(MARK);
    assertThatCode(repository::requireExists).doesNotThrowAnyException();

    try (BackupWriter next = begin(repository)) {
      assertThat(next.beginsRepository()).isFalse();
    }
    backup(repository);

    assertThat(memory.find(MARK)).isPresent();
  }

  @Test
  void whoeverMayOnlyWriteMarksItToo() throws Exception {
    Storage blind =
        new ForwardingStorage(memory) {
          @Override
          public Stream<StoredObject> list(ObjectKey folder) {
            throw denied();
          }

          @Override
          public Stream<String> children(Optional<ObjectKey> folder) {
            throw denied();
          }
        };

    backup(Repository.in(blind));
    backup(Repository.in(blind));

    assertThat(memory.find(MARK)).isPresent();
    assertThat(repository.list("school")).hasSize(2);
  }

  @Test
  void aMarkThatCannotBeStoredCostsNoBackup() throws Exception {
    FaultyStorage faulty = new FaultyStorage(memory);
    Repository disturbed = Repository.in(faulty);
    // Three volumes, the contents and the manifest come before it.
    faulty.failCommit(6, RepositoryMarkTest::denied);

    backup(disturbed);

    assertThat(memory.find(MARK)).isEmpty();
    assertThat(disturbed.list("school")).hasSize(1);
  }

  @Test
  void aBackupIsNotBegunWhereAListingIsNonsense() {
    Storage nonsense =
        new ForwardingStorage(memory) {
          @Override
          public Stream<String> children(Optional<ObjectKey> folder) {
            throw new RefusedException("injected: no listing of this bucket");
          }
        };

    assertThatThrownBy(() -> begin(Repository.in(nonsense)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no listing");
  }

  private Manifest backup(Repository to) throws Exception {
    try (BackupWriter writer = begin(to)) {
      return writer.commit(new HandMadeDump("first").writeTo(writer));
    }
  }

  private BackupWriter begin(Repository to) {
    return to.begin(NewBackup.of("school", Plaintext.INSTANCE).withClock(clock));
  }

  private static PermissionDeniedException denied() {
    return new PermissionDeniedException("injected", new IllegalStateException());
  }
}
