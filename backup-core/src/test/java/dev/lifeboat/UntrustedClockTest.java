package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Evidence and backups that hosts with wrong clocks have dated. */
class UntrustedClockTest {
  private static final Instant FUTURE = Instant.parse("2036-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final RetentionPolicy LAST = RetentionPolicy.keep().last(1);

  private final HandMadeRepository made = new HandMadeRepository();
  private final Lifeboat lifeboat = made.lifeboat();

  @Test
  void aProofDatedInTheFutureDoesNotOutrankALaterFailure() {
    BackupId proved = made.backup();
    made.advance(DAY);
    BackupId damaged = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    verify(proved);
    made.at(FUTURE, () -> verify(damaged));
    made.damage(damaged);
    made.advance(DAY);
    assertThat(verify(damaged).proved()).isFalse();

    PrunePlan plan = lifeboat.planPrune(LAST);

    assertThat(kept(plan)).containsExactly(newest, proved);
    assertThat(why(plan, proved)).contains("newest backup that verified always stays");
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .contains(damaged.value(), FUTURE.toString(), "proves nothing");
  }

  @Test
  void evidenceDatedInTheFutureProvesNothingAndIsNamed() {
    BackupId first = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    Verification proof = made.at(FUTURE, () -> verify(first));
    made.events.clear();

    assertThat(kept(lifeboat.planPrune(LAST))).containsExactly(newest);
    assertThat(lifeboat.evidence(first)).containsExactly(proof);
    assertThat(made.warnings())
        .singleElement()
        .asString()
        .contains(first.value(), "proves nothing");
  }

  @Test
  void clocksThatAreAlmostRightProve() {
    BackupId first = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    made.at(made.clock.instant().plus(Duration.ofMinutes(4)), () -> verify(first));

    PrunePlan plan = lifeboat.planPrune(LAST);

    assertThat(kept(plan)).containsExactly(newest, first);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void aFailureStoredAfterAProofCountsThoughItIsDatedBefore() {
    BackupId first = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    verify(first);
    made.damage(first);
    made.storageClock.advance(Duration.ofSeconds(1));
    made.at(Instant.EPOCH, () -> verify(first));

    assertThat(kept(lifeboat.planPrune(LAST))).containsExactly(newest);
  }

  @Test
  void aFailureDatedAfterAProofCountsThoughACopyOfTheRepositoryStoredItBefore() {
    BackupId first = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    made.damage(first);
    made.at(made.clock.instant().plusSeconds(2), () -> verify(first));
    made.repair(first);
    made.storageClock.advance(DAY);
    verify(first);

    assertThat(kept(lifeboat.planPrune(LAST))).containsExactly(newest);
    made.advance(DAY);
    verify(first);
    assertThat(kept(lifeboat.planPrune(LAST))).containsExactly(newest, first);
  }

  @Test
  void aProofOfABackupInTheFutureHidesNoOtherProof() {
    BackupId proved = made.backup();
    made.advance(DAY);
    BackupId newest = made.backup();
    BackupId future = made.backupAt(FUTURE);
    verify(proved);
    verify(future);

    assertThat(kept(lifeboat.planPrune(LAST))).containsExactly(future, newest, proved);
  }

  @Test
  void aBackupInTheFutureIsNeverTheLatestAndIsNamed() {
    BackupId future = made.backupAt(FUTURE);
    assertThatThrownBy(() -> lifeboat.latest("school"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("no backup of school", future.value(), FUTURE.toString(), "clock");
    BackupId right = made.backup();
    made.events.clear();

    assertThat(lifeboat.latest().id()).isEqualTo(right);

    assertThat(made.warnings())
        .singleElement()
        .asString()
        .contains(future.value(), FUTURE.toString(), "neither latest nor fresh");
  }

  @Test
  void aBackupOfAHostWhoseClockIsAMinuteAheadIsTheLatest() {
    made.backup();
    BackupId ahead = made.backupAt(made.clock.instant().plusSeconds(60));

    assertThat(lifeboat.latest().id()).isEqualTo(ahead);
    assertThat(made.warnings()).isEmpty();
  }

  @Test
  void aCanaryPassesOverWhatIsDatedInTheFutureAndNamesIt() {
    BackupId future = made.backupAt(FUTURE);
    CanaryRequest request = CanaryRequest.create().withMaxAge(Duration.ofHours(26));
    assertThat(check(request).state()).isEqualTo(KeyCheck.State.MISSING);
    BackupId right = made.backup();

    assertThat(check(request).newest().map(Backup::id)).contains(right);
    assertThat(check(request).passes()).isTrue();
    assertThat(check(request).words()).contains("passed over", future.value(), FUTURE.toString());
    assertThat(made.warnings()).isNotEmpty().allMatch(warning -> warning.contains(future.value()));
    made.advance(Duration.ofDays(30));
    assertThat(check(request).state()).isEqualTo(KeyCheck.State.STALE);
    assertThat(check(request).words()).contains(right.value(), "passed over", future.value());
  }

  @Test
  void aClockThatIsAheadMakesNoPlan() {
    List<BackupId> ids = made.backups(5, Duration.ofDays(2));
    made.clock.advance(Duration.ofDays(60));
    PruneRequest request = PruneRequest.of(RetentionPolicy.keep().within(Period.ofDays(30)));

    assertThatThrownBy(() -> lifeboat.planPrune(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(
            "No backup of school has succeeded since", "PT48H", "--allow-overdue");

    PrunePlan plan = lifeboat.planPrune(request.withOverdue(PruneRequest.WhenOverdue.WARN));
    assertThat(kept(plan)).as("within counts from the newest").hasSameElementsAs(ids);
    assertThat(plan.overdue()).hasSize(1);
    assertThat(plan.warnings()).singleElement().asString().contains("has succeeded since");
  }

  @Test
  void aPlanForAnotherMomentIsNotOverdueBecauseOfIt() {
    made.backups(5, DAY);
    PruneRequest request = PruneRequest.of(LAST).withNow(FUTURE);

    assertThat(lifeboat.planPrune(request).dropped()).hasSize(4);
  }

  @Test
  void aHostWhoseClockIsNotTheStoragesPrunesNothingAndIsWarnedOtherwise() {
    made.backups(3, DAY);
    Lifeboat host = made.lifeboat(new Timed());
    made.clock.advance(Duration.ofMinutes(6));

    assertThatThrownBy(() -> host.planPrune(LAST))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "The clock of this host says 2026-11-25T06:06:00Z while that of memory says"
                + " 2026-11-25T06:00:00Z; set the clock that is wrong, then prune");
    host.canary();
    assertThat(made.warnings()).singleElement().asString().contains("clock of this host");
    made.clock.advance(Duration.ofMinutes(-11));
    PrunePlan plan = host.planPrune(LAST);
    made.clock.advance(Duration.ofMinutes(-1));
    assertThatThrownBy(plan::apply).hasMessageContaining("clock of this host");
    assertThat(host.backups()).hasSize(3);
  }

  @Test
  void durationsOfNothingOrLessAreRefused() {
    for (Duration none : List.of(Duration.ZERO, Duration.ofHours(-1))) {
      assertThatThrownBy(() -> PruneRequest.of(LAST).withGrace(none))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(none.toString());
      assertThatThrownBy(() -> CanaryRequest.create().withMaxAge(none))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(none.toString());
    }
  }

  /** A storage that tells what time it is there. */
  private final class Timed extends ForwardingStorage {
    Timed() {
      super(made.storage);
    }

    @Override
    public Optional<Instant> now() {
      return Optional.of(made.storageClock.instant());
    }
  }

  private KeyCheck check(CanaryRequest request) {
    return lifeboat.canary(request).checks().get(0);
  }

  private Verification verify(BackupId id) {
    return lifeboat.verify(id, Depth.CHECKSUM);
  }

  private static List<BackupId> kept(PrunePlan plan) {
    return plan.kept().stream().map(decision -> decision.backup().id()).toList();
  }

  private static String why(PrunePlan plan, BackupId id) {
    return plan.retention().decisions().stream()
        .filter(decision -> decision.backup().id().equals(id))
        .map(Decision::why)
        .findFirst()
        .orElseThrow();
  }
}
