package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Canary;
import dev.lifeboat.CanaryRequest;
import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.PrunePlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody who can do anything to the stored files can try, and what is seen of it: the table
 * of attacks in {@code docs/security.md}, row by row. The attacker knows all public keys.
 */
class AttackTest {
  private static final X25519Identity IDENTITY = X25519Identity.generate();
  private static final Signer SIGNER = Minisign.signing(SigningKey.generate());
  private static final Signer ATTACKER = Minisign.signing(SigningKey.generate());

  @TempDir private Path root;

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final List<Event> events = new ArrayList<>();
  private DirectoryStorage storage;
  private Lifeboat lifeboat;
  private Manifest older;
  private Manifest newer;

  @BeforeEach
  void twoSignedBackups() throws IOException {
    storage = DirectoryStorage.at(root);
    lifeboat =
        Lifeboat.builder()
            .storage(storage)
            .decryption(Age.with(IDENTITY))
            .signing(SIGNER)
            .verification(SIGNER.verifier())
            .listener(events::add)
            .clock(clock)
            .build();
    older = backup("older", Optional.of(SIGNER));
    newer = backup("newer", Optional.of(SIGNER));
    assertThat(lifeboat.backups("school")).hasSize(2);
    assertThat(lifeboat.canary().alive()).isTrue();
  }

  @Test
  void aBackupOfTheAttackersOwnMaking() throws Exception {
    Manifest planted = backup("planted", Optional.empty());

    assertRefusedEverywhere(planted.id(), "is not signed");
    assertTheOthersCount(older, newer);
  }

  @Test
  void aBackupThatIsSignedByTheAttacker() throws Exception {
    Manifest planted = backup("planted", Optional.of(ATTACKER));

    assertRefusedEverywhere(planted.id(), "it was made with key");
    assertTheOthersCount(older, newer);
  }

  @Test
  void aSignatureThatIsTakenAway() throws Exception {
    Files.delete(signature(newer.id()));

    assertRefusedEverywhere(newer.id(), "is not signed");
    assertTheOthersCount(older);
  }

  @Test
  void aManifestThatIsAlteredAnywhere() throws Exception {
    byte[] good = Files.readAllBytes(manifest(newer.id()));
    for (int position = 0; position < good.length; position += 7) {
      byte[] altered = good.clone();
      altered[position] ^= 1;
      Files.write(manifest(newer.id()), altered);
      assertThatThrownBy(() -> lifeboat.show(newer.id()))
          .as("byte %d", position)
          .isInstanceOf(DamagedException.class);
    }
    Files.write(manifest(newer.id()), Arrays.copyOf(good, good.length - 1));
    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void aBackupThatIsMadeToLookNewerOrOlder() throws Exception {
    edit(older.id(), "2026-11-22T06:01", "2026-11-23T06:01");

    assertRefusedEverywhere(older.id(), "what was signed is not what is there");
    assertTheOthersCount(newer);
  }

  @Test
  void aRecipientWhoIsAddedToTheManifest() throws Exception {
    String name = X25519Identity.generate().recipient().toString();
    edit(newer.id(), IDENTITY.recipient().toString(), name);

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertThatThrownBy(
            () ->
                lifeboat.planRekey(
                    RekeyRequest.of(Age.rewrapping(List.of(IDENTITY))).adding(List.of(name))))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void anOldBackupUnderANewId() throws Exception {
    BackupId id = BackupId.parse("20261123T060000Z-000000");
    copy(manifest(older.id()), manifest(id));
    copy(signature(older.id()), signature(id));
    copyFolder(folder(older.id()), folder(id));

    assertRefusedEverywhere(id, "it is the manifest of backup " + older.id());
    assertTheOthersCount(older, newer);
  }

  @Test
  void anOldBackupInThePlaceOfTheNewest() throws Exception {
    copy(manifest(older.id()), manifest(newer.id()));
    copy(signature(older.id()), signature(newer.id()));
    for (StoredPart part : older.parts()) {
      copy(part(older, part), part(newer, part));
    }

    assertRefusedEverywhere(newer.id(), "it is the manifest of backup " + older.id());
    assertTheOthersCount(older);
  }

  @Test
  void aBackupUnderAnotherSource() throws Exception {
    copyFolder(root.resolve("school"), root.resolve("payroll"));

    assertThatThrownBy(() -> lifeboat.backups("payroll"))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("of school");
    assertThat(lifeboat.repository().survey("payroll").backups()).isEmpty();
  }

  @Test
  void theSignatureOfAnotherBackup() throws Exception {
    copy(signature(older.id()), signature(newer.id()));

    assertRefusedEverywhere(newer.id(), "what was signed is not what is there");
    assertTheOthersCount(older);
  }

  @Test
  void anObjectOfAnotherBackup() throws Exception {
    for (StoredPart part : newer.parts()) {
      byte[] good = Files.readAllBytes(part(newer, part));
      copy(part(older, part), part(newer, part));
      assertDataIsRefused(newer, part);
      Files.write(part(newer, part), good);
    }
  }

  @Test
  void anObjectThatTheAttackerEncryptedToTheSameRecipient() throws Exception {
    Manifest planted = backup("newer", Optional.empty());
    for (StoredPart part : newer.parts()) {
      byte[] good = Files.readAllBytes(part(newer, part));
      copy(part(planted, part), part(newer, part));
      assertDataIsRefused(newer, part);
      Files.write(part(newer, part), good);
    }
  }

  @Test
  void anObjectThatIsAlteredCutOrLengthened() throws Exception {
    for (StoredPart part : newer.parts()) {
      Path file = part(newer, part);
      byte[] good = Files.readAllBytes(file);
      byte[] altered = good.clone();
      altered[good.length / 2] ^= 1;
      for (byte[] bad :
          List.of(
              altered,
              Arrays.copyOf(good, good.length - 1),
              Arrays.copyOf(good, good.length + 1),
              new byte[0])) {
        Files.write(file, bad);
        assertDataIsRefused(newer, part);
      }
      Files.write(file, good);
    }
  }

  @Test
  void anObjectThatIsTakenAway() throws Exception {
    for (StoredPart part : newer.parts()) {
      byte[] good = Files.readAllBytes(part(newer, part));
      Files.delete(part(newer, part));
      assertDataIsRefused(newer, part);
      Files.write(part(newer, part), good);
    }
  }

  @Test
  void aSuccessorThatWouldHideABackup() throws Exception {
    BackupId id = BackupId.parse("20261122T060200Z-000000");
    String json = Files.readString(manifest(newer.id()));
    String succession =
        "\"succession\" : { \"replaces\" : \"%s\", \"origin\" : \"%s\" }, \"labels\""
            .formatted(newer.id(), newer.id());
    Files.writeString(
        manifest(id),
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
    List<BackupId> exchanged = ids();

    copyFolder(kept, root);

    assertThat(ids()).isEqualTo(exchanged).doesNotContain(older.id(), newer.id());
    lifeboat.planPrune(RetentionPolicy.keep().last(2)).apply();
    assertThat(manifest(newer.id())).doesNotExist();
    assertThat(ids()).isEqualTo(exchanged);
  }

  /** Nothing that is stored can tell; a clock can. */
  @Test
  void theNewestBackupsAreTakenAway() throws Exception {
    clock.advance(Duration.ofDays(3));
    Files.delete(manifest(newer.id()));

    assertThat(ids()).containsExactly(older.id());
    Canary canary = lifeboat.canary(CanaryRequest.create().withMaxAge(Duration.ofHours(26)));
    assertThat(canary.alive()).isFalse();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.STALE);
    assertThat(events.get(events.size() - 1)).isInstanceOf(Event.Failed.class);
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
    Lifeboat wrong = Lifeboat.builder().storage(storage).verification(ATTACKER.verifier()).build();

    assertThatThrownBy(() -> wrong.backups("school"))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("it was made with key");
    assertThat(wrong.planPrune(RetentionPolicy.keep().last(1)).dropped()).isEmpty();
  }

  @Test
  void aHostWithoutTheIdentity() {
    Lifeboat locked =
        Lifeboat.builder()
            .storage(storage)
            .decryption(Age.with(X25519Identity.generate()))
            .verification(SIGNER.verifier())
            .listener(events::add)
            .build();

    Canary canary = locked.canary();

    assertThat(canary.alive()).isFalse();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.LOCKED);
    assertThat(canary.words()).contains(newer.id().toString(), IDENTITY.recipient().toString());
    assertThatThrownBy(() -> locked.contents(newer.id())).isInstanceOf(RefusedException.class);
  }

  /** By every read, and by pruning, which tells of it and touches nothing of it. */
  private void assertRefusedEverywhere(BackupId id, String message) throws IOException {
    Target nowhere = Target.database(new OpaqueDataSource(null));
    OutputStream out = OutputStream.nullOutputStream();
    List<ThrowingCallable> reads =
        List.of(
            () -> lifeboat.backups(),
            () -> lifeboat.backups("school"),
            () -> lifeboat.latest("school"),
            () -> lifeboat.find(id),
            () -> lifeboat.show(id),
            () -> lifeboat.contents(id),
            () -> lifeboat.evidence(id),
            () -> lifeboat.verify(id, Depth.PRESENT),
            () -> lifeboat.verify(id, Depth.DECODE),
            () -> lifeboat.export(id, out),
            () -> lifeboat.restore(id, nowhere));
    for (ThrowingCallable read : reads) {
      assertThatThrownBy(read)
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining(id.toString())
          .hasMessageContaining(message);
    }
    Canary canary = lifeboat.canary();
    assertThat(canary.checks().get(0).state()).isEqualTo(State.DAMAGED);
    assertThat(lifeboat.repository().survey("school").rejected())
        .extracting(Rejected::id)
        .containsExactly(id);
    List<Path> stored = filesOf(id);
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(5));
    assertThat(plan.rejected()).extracting(Rejected::id).containsExactly(id);
    assertThat(plan.toString()).contains("Backup " + id + " of school is not believed", message);
    events.clear();
    clock.advance(Duration.ofDays(2));
    lifeboat.planPrune(RetentionPolicy.keep().last(5)).apply();
    assertThat(filesOf(id)).isEqualTo(stored);
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .anySatisfy(event -> assertThat(event.toString()).contains(id.toString(), message));
  }

  /** Retention sees the others and nothing else: with one to keep, the newest of them stays. */
  private void assertTheOthersCount(Manifest... oldestFirst) {
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(1));
    Manifest newest = oldestFirst[oldestFirst.length - 1];
    assertThat(plan.kept()).extracting(d -> d.backup().id()).containsExactly(newest.id());
    assertThat(plan.dropped()).hasSize(oldestFirst.length - 1);
    assertThat(plan.leftovers()).isEmpty();
  }

  private void assertDataIsRefused(Manifest manifest, StoredPart part) {
    assertThat(lifeboat.verify(manifest.id(), Depth.CHECKSUM).outcome()).isEqualTo(Outcome.FAILED);
    boolean isContents = part.equals(manifest.contents());
    assertThatThrownBy(
            () -> {
              if (isContents) {
                lifeboat.contents(manifest.id());
              } else {
                lifeboat.export(manifest.id(), OutputStream.nullOutputStream());
              }
            })
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(part.name());
  }

  private Manifest backup(String salt, Optional<Signer> signer) throws IOException {
    clock.advance(Duration.ofMinutes(1));
    NewBackup unsigned = NewBackup.of("school", Age.to(IDENTITY.recipient())).withClock(clock);
    NewBackup plan = signer.map(unsigned::withSigner).orElse(unsigned);
    try (BackupWriter writer = Repository.in(storage).begin(plan)) {
      return writer.commit(new HandMadeDump(salt).writeTo(writer));
    }
  }

  private List<BackupId> ids() {
    return lifeboat.repository().list("school").stream().map(Manifest::id).toList();
  }

  private void edit(BackupId id, String from, String to) throws IOException {
    String json = Files.readString(manifest(id));
    assertThat(json).contains(from);
    Files.writeString(manifest(id), json.replace(from, to), StandardCharsets.UTF_8);
  }

  private Path manifest(BackupId id) {
    return root.resolve("school/manifests/" + id + ".json");
  }

  private Path signature(BackupId id) {
    return root.resolve("school/manifests/" + id + ".json.minisig");
  }

  private Path folder(BackupId id) {
    return root.resolve("school/backups/" + id);
  }

  private Path part(Manifest manifest, StoredPart part) {
    return folder(manifest.id()).resolve(part.name());
  }

  private List<Path> filesOf(BackupId id) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().contains(id.toString()))
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
