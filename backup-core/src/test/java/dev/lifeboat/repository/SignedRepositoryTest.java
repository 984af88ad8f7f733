package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.LineSigner;
import dev.lifeboat.testing.SettableClock;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignedRepositoryTest {
  private final LineSigner signer = LineSigner.generate();
  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final Repository open = Repository.in(storage);
  private final Repository strict = open.trusting(signer);

  @Test
  void aSignedBackupIsListedAndItsSignatureLiesBesideTheManifest() throws Exception {
    Manifest manifest = backup(strict, signed());

    assertThat(strict.list("school")).containsExactly(manifest);
    assertThat(strict.find(manifest.id())).contains(manifest);
    assertThat(strict.latest("school", clock.instant())).contains(manifest);
    assertThat(open.list("school")).containsExactly(manifest);
    assertThat(keys()).contains("school/manifests/" + manifest.id() + ".json.sig");
    assertThat(open.isSigned(manifest)).isTrue();
  }

  @Test
  void anUnsignedBackupIsRefusedByNameAndTheOthersAreToldApart() throws Exception {
    Manifest good = backup(strict, signed());
    Manifest unsigned = backup(open, unsigned());

    assertRefused(unsigned, "is not signed");
    assertThat(open.isSigned(unsigned)).isFalse();
    Survey survey = strict.survey("school");
    assertThat(survey.backups()).containsExactly(good);
    assertThat(survey.rejected()).extracting(Rejected::id).containsExactly(unsigned.id());
  }

  @Test
  void aSignatureThatSaysSomethingElseIsRefused() throws Exception {
    Manifest manifest = backup(strict, signed());
    byte[] json = memory.read(key(manifest), 0, Long.MAX_VALUE).readAllBytes();
    memory.tamper(
        Layout.signature("school", manifest.id(), "sig"), signer.sign(json, "an invoice"));

    assertRefused(manifest, "is signed, but as something else");
  }

  @Test
  void aBackupThatNobodyWouldBelieveIsNotMade() {
    assertThatThrownBy(() -> strict.begin(unsigned()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no signing key was given");
    assertThatThrownBy(() -> strict.begin(unsigned().withSigner(LineSigner.generate())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not trusted here");
    assertThat(keys()).isEmpty();
  }

  @Test
  void whereverTheCommitOfASignedBackupFailsNothingIsListedAndNothingStays() {
    // Three volumes, contents, signature, manifest.
    for (int n = 1; n <= 6; n++) {
      storage.failCommit(n, () -> new RetryableException("injected"));
      assertThatThrownBy(() -> backup(strict, signed())).isInstanceOf(RetryableException.class);
      assertThat(keys()).as("after failed commit %d", n).isEmpty();
    }
  }

  @Test
  void whereverTheAnswerToACommitIsLostASignedBackupIsTrusted() throws Exception {
    for (int n = 1; n <= 6; n++) {
      storage.loseCommitAnswer(n);
      Manifest manifest = backup(strict, signed());
      assertThat(strict.find(manifest.id())).contains(manifest);
    }
  }

  @Test
  void aProcessThatDiesBetweenSignatureAndManifestLeavesNothingListedAndIsSweptWhole()
      throws Exception {
    Manifest manifest = backup(strict, signed());
    memory.delete(key(manifest));

    assertThat(strict.list("school")).isEmpty();
    for (Leftover leftover : strict.leftovers("school")) {
      strict.sweep(leftover);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void removingTakesTheSignatureAlongAndNeverLeavesAnUnsignedManifest() throws Exception {
    Manifest manifest = backup(strict, signed());
    for (int n = 1; n <= 12; n++) {
      storage.failRequest(n, () -> new RetryableException("injected"));
      try {
        strict.remove(manifest);
      } catch (RetryableException e) {
        assertThat(strict.survey("school").rejected()).isEmpty();
      }
    }
    storage.failRequest(0, () -> new RetryableException("never"));
    strict.remove(manifest);
    assertThat(keys()).isEmpty();
  }

  private void assertRefused(Manifest manifest, String message) {
    List<Runnable> reads =
        List.of(
            () -> strict.list("school"),
            () -> strict.latest("school", clock.instant()),
            () -> strict.find(manifest.id()),
            () -> strict.find("school", manifest.id()));
    for (Runnable read : reads) {
      assertThatThrownBy(read::run)
          .isInstanceOf(DamagedException.class)
          .isInstanceOf(LifeboatException.class)
          .hasMessageContaining(key(manifest).value())
          .hasMessageContaining(message);
    }
  }

  private NewBackup unsigned() {
    return NewBackup.of("school", Plaintext.INSTANCE).withClock(clock);
  }

  private NewBackup signed() {
    return unsigned().withSigner(signer);
  }

  private static Manifest backup(Repository into, NewBackup plan) throws IOException {
    try (BackupWriter writer = into.begin(plan)) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }

  private static ObjectKey key(Manifest manifest) {
    return Layout.manifest(manifest.source(), manifest.id());
  }

  private List<String> keys() {
    try (Stream<StoredObject> objects = memory.list(new ObjectKey("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }
}
