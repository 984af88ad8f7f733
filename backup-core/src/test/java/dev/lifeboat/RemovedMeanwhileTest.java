package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.verify.Depth;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A backup that another prune removes while a verb works on it is gone, and not damaged. */
class RemovedMeanwhileTest {
  private final HandMadeRepository repository = new HandMadeRepository();
  private final BackupId older = repository.backup();

  /** Removes the backup just before the first of its objects is looked at that fits. */
  private Lifeboat racing(BackupId id, Predicate<ObjectKey> trigger) {
    return repository.lifeboat(
        new ForwardingStorage(repository.memory) {
          private boolean removed;

          @Override
          public InputStream read(ObjectKey key, long offset, long length) {
            meet(key);
            return super.read(key, offset, length);
          }

          @Override
          public Optional<StoredObject> find(ObjectKey key) {
            meet(key);
            return super.find(key);
          }

          private void meet(ObjectKey key) {
            if (!removed && trigger.test(key)) {
              removed = true;
              Repository other = Repository.in(repository.memory);
              other.remove(other.find(id).orElseThrow());
            }
          }
        });
  }

  @Test
  void everyVerbSaysThatItWasRemoved() {
    for (int verb = 0; verb < 8; verb++) {
      BackupId id = newer();
      Lifeboat lifeboat = racing(id, key -> key.value().contains("/backups/" + id));
      ThrowingCallable call =
          List.<ThrowingCallable>of(
                  () -> lifeboat.verify(id, Depth.PRESENT),
                  () -> lifeboat.verify(id, Depth.CHECKSUM),
                  () -> lifeboat.verify(id, Depth.DECODE),
                  () -> lifeboat.export(id, OutputStream.nullOutputStream()),
                  () -> lifeboat.contents(id),
                  () -> lifeboat.toc(id),
                  () -> lifeboat.contents(id),
                  () -> lifeboat.restore(id, Target.database(new OpaqueDataSource(null))))
              .get(verb);

      assertThatThrownBy(call)
          .as("verb %d", verb)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Backup " + id + " was removed from memory meanwhile");
      assertThat(repository.memory.list(ObjectKey.of("school", "evidence", id.value()))).isEmpty();
    }
  }

  @Test
  void theCanaryLooksAtTheNewestThatStays() {
    BackupId id = newer();
    Lifeboat lifeboat = racing(id, key -> key.value().contains("/backups/" + id));

    assertThat(lifeboat.canary().checks())
        .extracting(KeyCheck::state, check -> check.newest().orElseThrow().id())
        .containsExactly(org.assertj.core.groups.Tuple.tuple(State.OPENS, older));
  }

  @Test
  void aPruneReadsPastEvidenceThatAnotherRemoved() {
    BackupId id = newer();
    repository.lifeboat().verify(id, Depth.CHECKSUM);
    Lifeboat lifeboat = racing(id, key -> key.value().contains("/evidence/" + id));

    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(5));

    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.apply().removed()).isEmpty();
  }

  @Test
  void whatIsMissingOfABackupThatIsListedIsDamage() {
    Manifest manifest = repository.backup("library");
    repository.memory.delete(
        ObjectKey.of("library", "backups", manifest.id().value(), "contents.json.zst"));

    assertThatThrownBy(() -> repository.lifeboat().contents(manifest.id()))
        .isInstanceOf(DamagedException.class);
    assertThat(repository.lifeboat().verify(manifest.id(), Depth.PRESENT).proved()).isFalse();
  }

  private BackupId newer() {
    repository.advance(Duration.ofHours(1));
    return repository.backup();
  }
}
