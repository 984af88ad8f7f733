package dev.lifeboat.crypto;

import static dev.lifeboat.crypto.AttackedRepository.ATTACKER;
import static dev.lifeboat.crypto.AttackedRepository.IDENTITY;
import static dev.lifeboat.crypto.AttackedRepository.SIGNER;
import static dev.lifeboat.crypto.AttackedRepository.copy;
import static dev.lifeboat.crypto.AttackedRepository.copyFolder;
import static dev.lifeboat.crypto.AttackedRepository.deleteFolder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Canary;
import dev.lifeboat.CanaryRequest;
import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.PrunePlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.verify.Depth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody who can do anything to the stored files can try with what is listed, and what is
 * seen of it: the table of attacks in {@code docs/security.md}, row by row. The attacker knows all
 * public keys. What can be tried with the data is in {@link ObjectAttackTest}.
 */
class AttackTest {
  @TempDir private Path root;

  private AttackedRepository attacked;
  private Lifeboat lifeboat;
  private Manifest older;
  private Manifest newer;

  @BeforeEach
  void twoSignedBackups() throws IOException {
    attacked = new AttackedRepository(root);
    lifeboat = attacked.lifeboat;
    older = attacked.older;
    newer = attacked.newer;
    assertThat(lifeboat.backups("school")).hasSize(2);
    assertThat(lifeboat.canary().alive()).isTrue();
  }

  @Test
  void aBackupOfTheAttackersOwnMaking() throws Exception {
    Manifest planted = attacked.backup("planted", Optional.empty());

    assertRefusedEverywhere(planted.id(), "is not signed");
    assertTheOthersCount(older, newer);
  }

  @Test
  void aBackupThatIsSignedByTheAttacker() throws Exception {
    Manifest planted = attacked.backup("planted", Optional.of(ATTACKER));

    assertRefusedEverywhere(planted.id(), "it was made with key");
    assertTheOthersCount(older, newer);
  }

  @Test
  void aSignatureThatIsTakenAway() throws Exception {
    Files.delete(attacked.signature(newer.id()));

    assertRefusedEverywhere(newer.id(), "is not signed");
    assertTheOthersCount(older);
  }

  @Test
  void aManifestThatIsAlteredAnywhere() throws Exception {
    byte[] good = Files.readAllBytes(attacked.manifest(newer.id()));
    for (int position = 0; position < good.length; position++) {
      byte[] altered = good.clone();
      altered[position] ^= (byte) (1 << position % Byte.SIZE);
      assertNotBelieved(altered, "byte " + position);
    }
    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void aManifestThatIsCutOrLengthened() throws Exception {
    byte[] good = Files.readAllBytes(attacked.manifest(newer.id()));
    for (int length = 0; length < good.length; length++) {
      assertNotBelieved(Arrays.copyOf(good, length), length + " bytes");
    }
    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertNotBelieved(Arrays.copyOf(good, good.length + 1), "a byte more");
    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  private void assertNotBelieved(byte[] manifest, String how) throws IOException {
    Files.write(attacked.manifest(newer.id()), manifest);
    assertThatThrownBy(() -> lifeboat.repository().find("school", newer.id()))
        .as(how)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("what was signed is not what is there");
  }

  @Test
  void aBackupThatIsMadeToLookNewer() throws Exception {
    edit(older.id(), "2026-11-22T06:01", "2026-11-23T06:01");

    assertRefusedEverywhere(older.id(), "what was signed is not what is there");
    assertTheOthersCount(newer);
  }

  @Test
  void aBackupThatIsMadeToLookOlder() throws Exception {
    edit(newer.id(), "2026-11-22T06:02", "2025-11-22T06:02");

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void aRecipientWhoIsAddedToTheManifest() throws Exception {
    String genuine = "\"" + IDENTITY.recipient() + "\"";
    String name = X25519Identity.generate().recipient().toString();
    edit(newer.id(), genuine, genuine + ", \"" + name + "\"");

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void aRecipientWhoTakesThePlaceOfAnother() throws Exception {
    String name = X25519Identity.generate().recipient().toString();
    edit(newer.id(), IDENTITY.recipient().toString(), name);

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void anOldBackupUnderANewId() throws Exception {
    BackupId id = BackupId.parse("20261123T060000Z-000000");
    copy(attacked.manifest(older.id()), attacked.manifest(id));
    copy(attacked.signature(older.id()), attacked.signature(id));
    copyFolder(attacked.folder(older.id()), attacked.folder(id));

    assertRefusedEverywhere(id, "it is the manifest of backup " + older.id());
    assertTheOthersCount(older, newer);
  }

  @Test
  void anOldBackupInThePlaceOfTheNewest() throws Exception {
    copy(attacked.manifest(older.id()), attacked.manifest(newer.id()));
    copy(attacked.signature(older.id()), attacked.signature(newer.id()));
    for (StoredPart part : older.parts()) {
      copy(attacked.part(older, part), attacked.part(newer, part));
    }

    assertRefusedEverywhere(newer.id(), "it is the manifest of backup " + older.id());
    assertTheOthersCount(older);
  }

  @Test
  void aBackupUnderAnotherSource() throws Exception {
    for (Path file : attacked.filesOf(newer.id())) {
      copy(file, root.resolve("payroll").resolve(root.resolve("school").relativize(file)));
    }

    assertRefusedEverywhere("payroll", newer.id(), "of school");
    assertTheOthersCount(older, newer);
  }

  @Test
  void theSignatureOfAnotherBackup() throws Exception {
    copy(attacked.signature(older.id()), attacked.signature(newer.id()));

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void aSuccessorThatWouldHideABackup() throws Exception {
    BackupId id = BackupId.parse("20261122T060200Z-000000");
    String json = Files.readString(attacked.manifest(newer.id()));
    String succession =
        "\"succession\" : { \"replaces\" : \"%s\", \"origin\" : \"%s\" }, \"labels\""
            .formatted(newer.id(), newer.id());
    Files.writeString(
        attacked.manifest(id),
        json.replace("\"id\" : \"" + newer.id(), "\"id\" : \"" + id)
            .replace("\"labels\"", succession));

    assertRefusedEverywhere(id, "is not signed");
    assertTheOthersCount(older, newer);
  }

  @Test
  void aBackupFromBeforeAnExchangeOfKeysThatIsBroughtBack() throws Exception {
    Path kept = Files.createDirectory(root.resolveSibling(root.getFileName() + "-kept"));
    copyFolder(root, kept);
    String name = X25519Identity.generate().recipient().toString();
    lifeboat
        .planRekey(
            RekeyRequest.of(Age.rewrapping(List.of(IDENTITY)))
                .adding(List.of(name))
                .dropping(List.of(IDENTITY.recipient().toString())))
        .apply();
    List<BackupId> exchanged = attacked.ids();

    copyFolder(kept, root);

    assertThat(attacked.ids()).isEqualTo(exchanged).doesNotContain(older.id(), newer.id());
    lifeboat.planPrune(RetentionPolicy.keep().last(2)).apply();
    assertThat(attacked.manifest(newer.id())).doesNotExist();
    assertThat(attacked.ids()).isEqualTo(exchanged);
  }

  /** Nothing that is stored can tell; a clock can. */
  @Test
  void theNewestBackupsAreTakenAway() throws Exception {
    attacked.clock.advance(Duration.ofDays(3));
    Files.delete(attacked.manifest(newer.id()));

    assertThat(attacked.ids()).containsExactly(older.id());
    Canary canary = lifeboat.canary(CanaryRequest.create().withMaxAge(Duration.ofHours(26)));
    assertThat(canary.alive()).isFalse();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.STALE);
    assertThat(attacked.events.get(attacked.events.size() - 1)).isInstanceOf(Event.Failed.class);
  }

  @Test
  void allBackupsAreTakenAway() throws Exception {
    deleteFolder(root.resolve("school"));

    assertThat(lifeboat.canary().alive()).isFalse();
    Canary canary = lifeboat.canary(CanaryRequest.create().withSource("school"));
    assertThat(canary.checks().get(0).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aHostWithTheWrongVerificationKey() {
    Lifeboat wrong =
        Lifeboat.builder().storage(attacked.storage).verification(ATTACKER.verifier()).build();

    assertThatThrownBy(() -> wrong.backups("school"))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("it was made with key");
    assertThat(wrong.planPrune(RetentionPolicy.keep().last(1)).dropped()).isEmpty();
  }

  @Test
  void aHostWithoutTheIdentity() {
    Lifeboat locked =
        Lifeboat.builder()
            .storage(attacked.storage)
            .decryption(Age.with(X25519Identity.generate()))
            .verification(SIGNER.verifier())
            .listener(attacked.events::add)
            .build();

    Canary canary = locked.canary();

    assertThat(canary.alive()).isFalse();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.LOCKED);
    assertThat(canary.words()).contains(newer.id().toString(), IDENTITY.recipient().toString());
    assertThatThrownBy(() -> locked.contents(newer.id())).isInstanceOf(RefusedException.class);
  }

  private void assertRefusedEverywhere(BackupId id, String message) throws IOException {
    assertRefusedEverywhere("school", id, message);
  }

  /** By every read, and by pruning, which tells of it and touches nothing of it. */
  private void assertRefusedEverywhere(String source, BackupId id, String message)
      throws IOException {
    for (ThrowingCallable read : reads(source, id)) {
      assertThatThrownBy(read)
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining(id.toString())
          .hasMessageContaining(message);
    }
    Canary canary = lifeboat.canary();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.DAMAGED);
    assertThat(lifeboat.repository().survey(source).rejected())
        .extracting(Rejected::id)
        .containsExactly(id);
    List<Path> stored = attacked.filesOf(id);
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(5));
    assertThat(plan.rejected()).extracting(Rejected::id).containsExactly(id);
    assertThat(plan.toString())
        .contains("Backup " + id + " of " + source + " is not believed", message);
    attacked.events.clear();
    attacked.clock.advance(Duration.ofDays(2));
    lifeboat.planPrune(RetentionPolicy.keep().last(5)).apply();
    assertThat(attacked.filesOf(id)).isEqualTo(stored);
    assertThat(attacked.events)
        .filteredOn(Event.Warning.class::isInstance)
        .anySatisfy(event -> assertThat(event.toString()).contains(id.toString(), message));
  }

  /** All that looks at a backup, or at the backups of its source. */
  private List<ThrowingCallable> reads(String source, BackupId id) {
    Target nowhere = Target.database(new OpaqueDataSource(null));
    OutputStream out = OutputStream.nullOutputStream();
    RekeyRequest exchange =
        RekeyRequest.of(Age.rewrapping(List.of(IDENTITY)))
            .adding(List.of(X25519Identity.generate().recipient().toString()));
    return List.of(
        () -> lifeboat.backups(),
        () -> lifeboat.backups(source),
        () -> lifeboat.latest(source),
        () -> lifeboat.find(id),
        () -> lifeboat.show(id),
        () -> lifeboat.contents(id),
        () -> lifeboat.toc(id),
        () -> lifeboat.evidence(id),
        () -> lifeboat.verify(id, Depth.PRESENT),
        () -> lifeboat.verify(id, Depth.DECODE),
        () -> lifeboat.export(id, out),
        () -> lifeboat.exportGlobals(id, out),
        () -> lifeboat.restore(id, nowhere),
        () -> lifeboat.planRekey(exchange),
        () -> lifeboat.planRekey(exchange.withSource(source)));
  }

  /** Retention sees the others and nothing else: with one to keep, the newest of them stays. */
  private void assertTheOthersCount(Manifest... oldestFirst) {
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(1));
    Manifest newest = oldestFirst[oldestFirst.length - 1];
    assertThat(plan.kept()).extracting(d -> d.backup().id()).containsExactly(newest.id());
    assertThat(plan.dropped()).hasSize(oldestFirst.length - 1);
    assertThat(plan.leftovers()).isEmpty();
  }

  private void edit(BackupId id, String from, String to) throws IOException {
    String json = Files.readString(attacked.manifest(id));
    assertThat(json).contains(from);
    Files.writeString(attacked.manifest(id), json.replace(from, to));
  }
}
