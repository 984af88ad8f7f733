package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.UnfinishedUpload;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a prune did is told, and what it will do, whatever fails. */
class PruneAccountTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RetentionPolicy LAST = RetentionPolicy.keep().last(1);

  private final HandMadeRepository made = new HandMadeRepository();

  @Test
  void uploadsThatMayNotBeSweptAreAWarningAfterAllElseIsDone() {
    List<BackupId> ids = made.backups(3, DAY);
    Lifeboat lifeboat = made.lifeboat(new WithoutSweep());

    Pruned pruned = lifeboat.planPrune(LAST).apply();

    assertThat(pruned.removed()).containsExactlyElementsOf(ids.subList(0, 2));
    assertThat(pruned.unlisted()).isEmpty();
    assertThat(pruned.warnings()).singleElement().asString().contains("not swept", "injected: 501");
    assertThat(made.warnings()).isEqualTo(pruned.warnings());
  }

  @Test
  void whereverAPruneFailsItTellsWhatIsGone() {
    List<BackupId> ids = made.backups(4, DAY);
    Lifeboat lifeboat = made.lifeboat();
    PrunePlan plan = lifeboat.planPrune(LAST);
    int failures = 0;
    for (int n = 1; !plan.done().removed().equals(ids.subList(0, 3)); n++) {
      made.storage.failRequest(n % 7 + 1, () -> new RetryableException("injected"));
      made.events.clear();
      try {
        plan.apply();
      } catch (RetryableException e) {
        failures++;
        if (!plan.done().isNothing()) {
          assertThat(made.warnings())
              .singleElement()
              .asString()
              .contains("Before this prune failed")
              .contains(gone(plan.done()).stream().map(BackupId::value).toList());
        }
      }
      List<BackupId> listed =
          made.lifeboat(made.memory).backups().stream().map(Backup::id).toList();
      List<BackupId> gone = new ArrayList<>(ids);
      gone.removeAll(listed);
      assertThat(gone(plan.done())).containsExactlyInAnyOrderElementsOf(gone);
    }
    assertThat(failures).isGreaterThan(3);
    assertThat(plan.done().unlisted()).isEmpty();
    assertThat(made.memory.list(new ObjectKey("school")))
        .allMatch(object -> object.key().value().contains(ids.get(3).value()));
  }

  @Test
  void whatIsFreedIsCounted() {
    long before = storedBytes(made.backup("school").id());
    made.advance(DAY);
    made.backup();

    assertThat(made.lifeboat().planPrune(LAST).apply().freedBytes()).isEqualTo(before);
  }

  @Test
  void leftoversThatAreTooYoungToBeSweptAreToldWithWhenTheyWillBe() throws IOException {
    made.backup();
    Instant stored = made.clock.instant();
    ObjectKey volume = new ObjectKey("library/backups/20261122T060000Z-7f3k9q/volume-00000.dump");
    try (Upload upload = made.memory.upload(volume)) {
      upload.write(new byte[17]);
      upload.commit();
    }
    made.advance(Duration.ofHours(23));
    Lifeboat lifeboat = made.lifeboat();

    PrunePlan plan = lifeboat.planPrune(LAST);

    Leftover waiting = plan.waiting().get(0);
    assertThat(plan.waiting()).hasSize(1);
    assertThat(plan.leftovers()).isEmpty();
    assertThat(waiting.objects()).isEqualTo(1);
    assertThat(waiting.sizeBytes()).isEqualTo(17);
    assertThat(plan.sweptFrom(waiting)).isEqualTo(stored.plus(DAY));
    assertThat(plan.toString())
        .contains("leave  library 20261122T060000Z-7f3k9q", "1 objects, 17 bytes")
        .contains("swept from 2026-11-23T06:00:00Z on");
    assertThat(plan.apply().swept()).isZero();
    PruneRequest soon = PruneRequest.of(LAST).withGrace(Duration.ofHours(22));
    assertThat(lifeboat.planPrune(soon).waiting()).isEmpty();
    assertThat(lifeboat.planPrune(soon).apply().swept()).isEqualTo(1);
  }

  @Test
  void uploadsThatAreTooYoungToBeSweptAreToldWithWhenTheyWillBe() throws IOException {
    made.backup();
    ObjectKey key = new ObjectKey("school/backups/20261122T060000Z-7f3k9q/volume-00000.dump");
    try (Upload upload = made.memory.upload(key)) {
      upload.write(new byte[17]);
      Instant started = made.clock.instant();
      made.advance(DAY);

      PrunePlan plan = made.lifeboat().planPrune(LAST);

      UnfinishedUpload waiting =
          new UnfinishedUpload(Optional.of(key), started, OptionalLong.of(17));
      assertThat(plan.waitingUploads()).containsExactly(waiting);
      assertThat(plan.sweptFrom(waiting)).isEqualTo(started.plus(DAY));
      assertThat(plan.toString())
          .contains(
              "leave  unfinished upload of " + key + ", 17 bytes; swept from 2026-11-23T06:0");
      assertThat(plan.apply().swept()).isZero();
      made.advance(Duration.ofNanos(1));
      PrunePlan later = made.lifeboat().planPrune(LAST);
      assertThat(later.waitingUploads()).isEmpty();
      assertThat(later.apply().swept()).isEqualTo(1);
    }
  }

  @Test
  void uploadsThatMayNotBeListedAreAWarningOfThePlan() {
    made.backups(2, DAY);
    Lifeboat lifeboat = made.lifeboat(new WithoutListing());

    PrunePlan plan = lifeboat.planPrune(LAST);

    assertThat(plan.waitingUploads()).isEmpty();
    assertThat(plan.warnings()).containsExactly("Unfinished uploads are not told: injected: 501");
    assertThat(plan.apply().removed()).hasSize(1);
  }

  @Test
  void aFailureBeforeAnythingIsGoneTellsOfNothing() {
    made.backups(2, DAY);
    PrunePlan plan = made.lifeboat().planPrune(LAST);
    made.storage.failRequest(1, () -> new RetryableException("injected"));

    assertThatThrownBy(plan::apply).isInstanceOf(RetryableException.class);

    assertThat(plan.done().isNothing()).isTrue();
    assertThat(made.warnings()).isEmpty();
  }

  private static List<BackupId> gone(Pruned done) {
    List<BackupId> gone = new ArrayList<>(done.removed());
    gone.addAll(done.unlisted());
    return gone;
  }

  private long storedBytes(BackupId id) {
    return made.lifeboat().show(id).totals().storedBytes();
  }

  /** A store that does not tell of uploads, and has none to sweep. */
  private final class WithoutListing extends ForwardingStorage {
    WithoutListing() {
      super(made.storage);
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads() {
      throw new RefusedException("injected: 501");
    }
  }

  /** A store that knows no listing of uploads, or a policy that forbids it. */
  private final class WithoutSweep extends ForwardingStorage {
    WithoutSweep() {
      super(made.storage);
    }

    @Override
    public int sweepUploads(Instant before) {
      throw new RefusedException("injected: 501");
    }
  }
}
