package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Backup;
import dev.lifeboat.Canary;
import dev.lifeboat.CanaryRequest;
import dev.lifeboat.KeyCheck;
import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpPassphrase;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.testing.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryTest {
  private static final X25519Identity IDENTITY = X25519Identity.generate();
  private static final int CHUNK_AND_HEADER = 70_000;

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final List<Event> events = new ArrayList<>();

  @Test
  void aKeyThatOpensTheNewestBackupOfEverySourcePassesAndLittleIsRead() throws Exception {
    backup("school", Age.to(X25519Identity.generate().recipient()));
    backup("school", Age.to(IDENTITY.recipient()));
    backup("payroll", Age.to(IDENTITY.recipient()));
    Lifeboat lifeboat = lifeboat(Age.with(IDENTITY));
    long before = storage.bytesRead();

    Canary canary = lifeboat.canary(CanaryRequest.create().withMaxAge(Duration.ofHours(1)));

    assertThat(canary.alive()).isTrue();
    assertThat(canary.checks()).extracting(KeyCheck::source).containsExactly("payroll", "school");
    assertThat(storage.bytesRead() - before).isLessThan(2 * CHUNK_AND_HEADER);
    assertThat(storage.openReads()).isZero();
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            Event.Completed.class, end -> assertThat(end.operation()).isEqualTo("canary"));
  }

  @Test
  void aKeyThatOpensOnlyOlderBackupsDoesNotPass() throws Exception {
    backup("school", Age.to(IDENTITY.recipient()));
    Manifest newest = backup("school", Age.to(X25519Identity.generate().recipient()));

    KeyCheck check = onlyCheck(lifeboat(Age.with(IDENTITY)).canary());

    assertThat(check.state()).isEqualTo(State.LOCKED);
    assertThat(check.newest().map(Backup::manifest)).contains(newest);
    assertThat(check.failure()).containsInstanceOf(RefusedException.class);
    assertThat(check.words()).contains(newest.encryption().recipients().get(0));
    assertThat(events.get(events.size() - 1)).isInstanceOf(Event.Failed.class);
  }

  /** Some schemes look at keys only once the data is read. */
  @Test
  void keysOfEverySchemeAreReallyTried() throws Exception {
    OpenPgpPassphrase right = OpenPgpPassphrase.of("right".toCharArray());
    OpenPgpPassphrase wrong = OpenPgpPassphrase.of("wrong".toCharArray());
    backup("school", OpenPgp.to(right));

    assertThat(lifeboat(OpenPgp.with(right)).canary().alive()).isTrue();
    assertThat(onlyCheck(lifeboat(OpenPgp.with(wrong)).canary()).state()).isEqualTo(State.LOCKED);
    assertThat(onlyCheck(lifeboat(Age.with(IDENTITY)).canary()).state()).isEqualTo(State.LOCKED);
    assertThat(onlyCheck(lifeboat(Plaintext.INSTANCE).canary()).state()).isEqualTo(State.LOCKED);
  }

  @Test
  void aBackupThatIsNotEncryptedNeedsNoKey() throws Exception {
    backup("school", Plaintext.INSTANCE);

    KeyCheck check = onlyCheck(lifeboat(Plaintext.INSTANCE).canary());

    assertThat(check.passes()).isTrue();
    assertThat(check.words()).contains("is not encrypted");
  }

  @Test
  void aContentsThatIsDamagedOrGoneIsNotTakenForALostKey() throws Exception {
    Manifest manifest = backup("school", Age.to(IDENTITY.recipient()));
    ObjectKey key = Repository.in(memory).key(manifest, manifest.contents());
    byte[] good = memory.read(key, 0, Long.MAX_VALUE).readAllBytes();

    memory.tamper(key, new byte[0]);
    assertThat(onlyCheck(lifeboat(Age.with(IDENTITY)).canary()).state()).isEqualTo(State.DAMAGED);
    good[good.length - 1] ^= 1;
    memory.tamper(key, good);
    assertThat(onlyCheck(lifeboat(Age.with(IDENTITY)).canary()).state()).isEqualTo(State.DAMAGED);
    memory.delete(key);
    KeyCheck check = onlyCheck(lifeboat(Age.with(IDENTITY)).canary());
    assertThat(check.state()).isEqualTo(State.DAMAGED);
    assertThat(check.words()).contains(key.value());
  }

  @Test
  void noBackupIsNoPass() throws Exception {
    assertThat(lifeboat(Age.with(IDENTITY)).canary().alive()).isFalse();
    backup("school", Plaintext.INSTANCE);

    Canary canary =
        lifeboat(Plaintext.INSTANCE).canary(CanaryRequest.create().withSource("payroll"));

    assertThat(onlyCheck(canary).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aStorageThatCannotBeReachedIsNoAnswer() throws Exception {
    backup("school", Age.to(IDENTITY.recipient()));
    Lifeboat lifeboat = lifeboat(Age.with(IDENTITY));
    storage.failReadAtByte(1);

    assertThatThrownBy(lifeboat::canary).isInstanceOf(RetryableException.class);
    assertThat(events.get(events.size() - 1)).isInstanceOf(Event.Failed.class);
  }

  private static KeyCheck onlyCheck(Canary canary) {
    assertThat(canary.alive()).isEqualTo(canary.checks().get(0).passes());
    assertThat(canary.checks()).hasSize(1);
    return canary.checks().get(0);
  }

  private Lifeboat lifeboat(Decryption decryption) {
    return Lifeboat.builder()
        .storage(storage)
        .decryption(decryption)
        .listener(events::add)
        .clock(clock)
        .build();
  }

  private Manifest backup(String source, Encryption encryption) throws IOException {
    clock.advance(Duration.ofMinutes(1));
    NewBackup plan = NewBackup.of(source, encryption).withClock(clock);
    try (BackupWriter writer = Repository.in(memory).begin(plan)) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }
}
