package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyPlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.Rekeyed;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.verify.Depth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RekeyTest {
  private static final X25519Identity OLD = X25519Identity.generate();
  private static final X25519Identity NEW = X25519Identity.generate();
  private static final X25519Identity BOB = X25519Identity.generate();

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final Repository repository = Repository.in(memory);

  @Test
  void theNewKeyOpensEverythingAndTheOldNothing() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    byte[] archive = export(before, OLD);

    Rekeyed rekeyed = plan(exchange()).apply();

    Manifest after = only();
    assertThat(rekeyed.backups())
        .containsExactly(new Rekeyed.Exchange(before.id(), after.id(), List.of(name(NEW))));
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.id().startedAt()).isEqualTo(before.id().startedAt());
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(after.encryption().recipients()).containsExactly(name(NEW));
    assertThat(export(after, NEW)).isEqualTo(archive);
    assertThat(repository.contents(after, Age.with(NEW)).id()).isEqualTo(before.id());
    assertThatThrownBy(() -> export(after, OLD)).isInstanceOf(RefusedException.class);
    assertThat(keys()).noneMatch(key -> key.contains(before.id().value()));
    assertThat(lifeboat(memory, NEW).verify(after.id(), Depth.DECODE).proved()).isTrue();
  }

  @Test
  void onlyHeadersAreWrittenAnew() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    List<byte[]> payloads = payloads(before);

    plan(exchange()).apply();

    List<byte[]> after = payloads(only());
    assertThat(after).hasSameSizeAs(payloads);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i)).isEqualTo(payloads.get(i));
    }
  }

  @Test
  void evidenceTellsWhatWasRewrittenAndLeavesProofsReadable() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    plan(exchange()).apply();
    Manifest after = only();

    ObjectKey key = repository.evidence(after).get(0).key();
    assertThat(key.name()).isEqualTo("20261122T060100.000Z-rekey.json");
    String json = new String(repository.readEvidence(key), StandardCharsets.UTF_8);
    assertThat(json).contains(before.id().value(), after.id().value(), name(OLD), name(NEW));
    before.parts().forEach(part -> assertThat(json).contains(part.sha256()));
    after.parts().forEach(part -> assertThat(json).contains(part.sha256()));
    assertThat(lifeboat(memory, NEW).evidence(after.id())).isEmpty();
  }

  @Test
  void whoIsAddedOpensBesideThoseWhoStay() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    byte[] archive = export(before, OLD);

    plan(request(OLD).adding(List.of(name(NEW), name(BOB)))).apply();

    for (X25519Identity identity : List.of(OLD, NEW, BOB)) {
      assertThat(export(only(), identity)).isEqualTo(archive);
    }
  }

  @Test
  void keysCanBeExchangedAgainAndAgain() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    byte[] archive = export(before, OLD);
    plan(exchange()).apply();

    plan(request(NEW).adding(List.of(name(BOB))).dropping(List.of(name(NEW)))).apply();

    assertThat(export(only(), BOB)).isEqualTo(archive);
    assertThat(repository.contents(only(), Age.with(BOB)).id()).isEqualTo(before.id());
  }

  @Test
  void whereverARequestFailsABackupIsListedOnceAndWhole() throws Exception {
    everywhere(
        n -> storage.failRequest(n, () -> new RetryableException("injected")),
        () -> storage.failRequest(0, () -> new RetryableException("never")));
  }

  @Test
  void whereverAWriteFailsABackupIsListedOnceAndWhole() throws Exception {
    everywhere(storage::failWrite, () -> storage.failWrite(0));
  }

  @Test
  void whereverACommitFailsABackupIsListedOnceAndWhole() throws Exception {
    everywhere(
        n -> storage.failCommit(n, () -> new RetryableException("injected")),
        () -> storage.failCommit(0, () -> new RetryableException("never")));
  }

  @Test
  void whereverTheAnswerToACommitIsLostKeysAreExchanged() throws Exception {
    backup(Age.to(OLD.recipient()));
    byte[] archive = export(only(), OLD);
    X25519Identity from = OLD;
    // Three volumes, contents, evidence, manifest.
    for (int n = 1; n <= 6; n++) {
      X25519Identity to = X25519Identity.generate();
      storage.loseCommitAnswer(n);
      assertThat(
              failsToRekey(request(from).adding(List.of(name(to))).dropping(List.of(name(from)))))
          .isFalse();
      assertThat(export(only(), to)).as("lost answer %d", n).isEqualTo(archive);
      from = to;
    }
    assertNothingElseStays();
  }

  @Test
  void whereverReadingBreaksOffABackupIsListedOnceAndWhole() throws Exception {
    everywhere(n -> storage.failReadAtByte(n * 9_973), () -> storage.failReadAtByte(0));
  }

  /** Fails at the first chance, then at the second …, until nothing fails; then looks again. */
  private void everywhere(LongConsumer fail, Runnable heal) throws Exception {
    Manifest first = backup(Age.to(OLD.recipient()));
    byte[] archive = export(first, OLD);
    X25519Identity from = OLD;
    X25519Identity to = NEW;
    int failures = 0;
    boolean failed = true;
    for (int n = 1; failed; n++) {
      RekeyRequest request = request(from).adding(List.of(name(to))).dropping(List.of(name(from)));
      fail.accept(n);
      failed = failsToRekey(request);
      heal.run();
      failures += failed ? 1 : 0;
      Manifest listed = only();
      boolean exchanged = listed.encryption().recipients().equals(List.of(name(to)));
      assertThat(export(listed, exchanged ? to : from)).as("failure %d", n).isEqualTo(archive);
      assertThat(failed || exchanged).isTrue();
      if (exchanged) {
        X25519Identity swapped = from;
        from = to;
        to = swapped;
      }
    }
    assertThat(failures).isPositive();
    assertNothingElseStays();
  }

  private boolean failsToRekey(RekeyRequest request) {
    try {
      Lifeboat.builder().storage(storage).clock(clock).build().planRekey(request).apply();
      return false;
    } catch (LifeboatException e) {
      return true;
    }
  }

  private void assertNothingElseStays() {
    clock.advance(Duration.ofHours(25));
    lifeboat(memory, NEW).planPrune(RetentionPolicy.keep().last(10)).apply();
    String id = only().id().value();
    assertThat(keys()).allMatch(key -> key.contains(id));
    assertThat(storage.openReads()).isZero();
    assertThat(storage.openUploads()).isZero();
    assertThat(memory.openUploads()).isZero();
  }

  @Test
  void aProcessThatDiesAfterTheCommitLeavesTheOldBackupUnlistedForTheNextRunOrAPrune()
      throws Exception {
    for (boolean byPrune : new boolean[] {false, true}) {
      Manifest before = backup(Age.to(OLD.recipient()));
      List<byte[]> saved = new ArrayList<>();
      List<String> oldKeys = keys().stream().filter(k -> k.contains(before.id().value())).toList();
      for (String key : oldKeys) {
        saved.add(memory.read(new ObjectKey(key), 0, Long.MAX_VALUE).readAllBytes());
      }
      plan(exchange()).apply();
      Manifest after = repository.latest("school", clock.instant()).orElseThrow();
      for (int i = 0; i < oldKeys.size(); i++) {
        memory.tamper(new ObjectKey(oldKeys.get(i)), saved.get(i));
      }
      assertThat(repository.list("school")).contains(after).doesNotContain(before);
      assertThat(repository.survey("school").superseded()).containsExactly(before);

      if (byPrune) {
        var plan = lifeboat(memory, NEW).planPrune(RetentionPolicy.keep().last(10));
        assertThat(plan.superseded()).containsExactly(new Backup(before));
        assertThat(plan.toString()).contains(before.id() + ": superseded");
        assertThat(plan.apply().removed()).containsExactly(before.id());
      } else {
        RekeyPlan plan = plan(request(NEW).adding(List.of(name(NEW))));
        assertThat(plan.superseded()).containsExactly(before.id());
        plan.apply();
      }
      assertThat(keys()).noneMatch(key -> key.contains(before.id().value()));
      assertThat(repository.list("school")).contains(after);
    }
  }

  @Test
  void aRecipientThatOnlyAnUnsignedManifestNamesIsNotBelieved() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    ObjectKey key = new ObjectKey("school/manifests/" + before.id() + ".json");
    String json = new String(memory.read(key, 0, Long.MAX_VALUE).readAllBytes());
    memory.tamper(
        key,
        json.replace("\"" + name(OLD) + "\"", "\"" + name(OLD) + "\", \"" + name(BOB) + "\"")
            .getBytes());

    assertThatThrownBy(() -> plan(exchange()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not signed")
        .hasMessageContaining(name(BOB));
    plan(request(OLD).adding(List.of(name(NEW))).dropping(List.of(name(OLD), name(BOB)))).apply();
    assertThat(only().encryption().recipients()).containsExactly(name(NEW));
  }

  @Test
  void whatCannotBeDoneIsRefusedBeforeAnythingIsWritten() throws Exception {
    backup(Age.to(OLD.recipient()));
    List<String> keys = keys();

    assertRefused(request(OLD), "Nobody is to be added or dropped");
    assertRefused(request(OLD).dropping(List.of(name(OLD))), "Nobody could decrypt");
    assertRefused(
        request(OLD).adding(List.of(name(NEW))).dropping(List.of("age1typo")),
        "check the spelling");
    assertRefused(request(OLD).adding(List.of("age1typo")), "is no X25519 public key");
    assertRefused(request(BOB).adding(List.of(name(OLD), name(NEW))), "No given identity opens");
    assertThat(keys()).isEqualTo(keys);
  }

  @Test
  void whatIsNotEncryptedOrRightAlreadyIsLeftAndTold() throws Exception {
    Manifest plain = backup(Plaintext.INSTANCE);
    Manifest right = backup(Age.to(OLD.recipient(), NEW.recipient()));

    RekeyPlan plan = plan(request(OLD).adding(List.of(name(NEW))));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.left()).extracting(RekeyPlan.Left::manifest).containsExactly(plain, right);
    assertThat(plan.toString()).contains("not encrypted", "right recipients already");
    assertThat(plan.apply().backups()).isEmpty();
  }

  @Test
  void aSignedBackupNeedsTheSigningKeyAndStaysSigned() throws Exception {
    Signer signer = Minisign.signing(SigningKey.generate());
    Manifest before = backup(Age.to(OLD.recipient(), BOB.recipient()), Optional.of(signer));

    assertRefused(exchange(), "is signed");
    assertThatThrownBy(
            () -> signing(Minisign.signing(SigningKey.generate())).build().planRekey(exchange()))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("it was made with key");

    signing(signer).build().planRekey(exchange()).apply();

    Repository strict = repository.trusting(signer.verifier());
    assertThat(strict.list("school")).containsExactly(only());
    assertThat(only().succession().orElseThrow().replaces()).isEqualTo(before.id());
    // The signed manifest's word for Bob is enough.
    assertThat(only().encryption().recipients()).containsExactly(name(BOB), name(NEW));
    assertThat(keys()).noneMatch(key -> key.contains(before.id().value()));
  }

  @Test
  void theSigningKeyIsNotUsedForWhatWasNeverSignedOrWasForged() throws Exception {
    Signer signer = Minisign.signing(SigningKey.generate());
    Manifest unsigned = backup(Age.to(OLD.recipient()));

    signing(signer).build().planRekey(exchange()).apply();
    assertThat(repository.isSigned(only())).isFalse();

    repository.remove(only());
    Manifest signed = backup(Age.to(OLD.recipient()), Optional.of(signer));
    ObjectKey key = new ObjectKey("school/manifests/" + signed.id() + ".json");
    String json = new String(memory.read(key, 0, Long.MAX_VALUE).readAllBytes());
    memory.tamper(key, json.replace("2026-11-22T06", "2026-11-22T07").getBytes());
    assertThatThrownBy(() -> signing(signer).build().planRekey(exchange()))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("does not vouch");
    assertThat(unsigned.id()).isNotEqualTo(signed.id());
  }

  @Test
  void whatIsStoredInAnotherShapeThanTheManifestSaysIsNotCarriedOver() throws Exception {
    Manifest before = backup(Age.to(OLD.recipient()));
    ObjectKey key = repository.key(before, before.volumes().get(1));
    byte[] bytes = memory.read(key, 0, Long.MAX_VALUE).readAllBytes();
    bytes[bytes.length - 1] ^= 1;
    memory.tamper(key, bytes);

    assertThatThrownBy(() -> plan(exchange()).apply())
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(key.value());
    assertThat(only()).isEqualTo(before);
    assertThat(keys()).allMatch(stored -> stored.contains(before.id().value()));
  }

  @Test
  void stockAgeOpensWhatWasExchanged(@TempDir Path folder) throws Exception {
    Skips.unless(Skips.installed("age"), "age is not installed (Debian package age)");
    Manifest before = backup(Age.to(OLD.recipient()));
    byte[] archive = export(before, OLD);
    plan(exchange()).apply();
    Path key = folder.resolve("key.txt");
    IdentityFile.write(key, NEW, Instant.EPOCH);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (StoredPart volume : only().volumes()) {
      Path file = Files.write(folder.resolve(volume.name()), bytes(only(), volume));
      Path plain = folder.resolve(volume.name() + ".plain");
      Process age =
          new ProcessBuilder("age", "-d", "-i", key.toString(), "-o", plain.toString(), file + "")
              .inheritIO()
              .start();
      assertThat(age.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(age.exitValue()).isZero();
      whole.write(Files.readAllBytes(plain));
    }
    assertThat(whole.toByteArray()).isEqualTo(archive);
  }

  private void assertRefused(RekeyRequest request, String message) {
    assertThatThrownBy(() -> plan(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message);
  }

  private static RekeyRequest request(X25519Identity identity) {
    return RekeyRequest.of(Age.rewrapping(List.of(identity)));
  }

  private static RekeyRequest exchange() {
    return request(OLD).adding(List.of(name(NEW))).dropping(List.of(name(OLD)));
  }

  private RekeyPlan plan(RekeyRequest request) {
    return Lifeboat.builder().storage(memory).clock(clock).build().planRekey(request);
  }

  private Lifeboat.Builder signing(Signer signer) {
    return Lifeboat.builder().storage(memory).clock(clock).signing(signer);
  }

  private Lifeboat lifeboat(MemoryStorage where, X25519Identity identity) {
    return Lifeboat.builder().storage(where).clock(clock).decryption(Age.with(identity)).build();
  }

  private Manifest only() {
    List<Manifest> listed = repository.list("school");
    assertThat(listed).hasSize(1);
    return listed.get(0);
  }

  private Manifest backup(Encryption encryption) throws IOException {
    return backup(encryption, Optional.empty());
  }

  private Manifest backup(Encryption encryption, Optional<Signer> signer) throws IOException {
    clock.advance(Duration.ofMinutes(1));
    NewBackup unsigned = NewBackup.of("school", encryption).withClock(clock);
    NewBackup plan = signer.map(unsigned::withSigner).orElse(unsigned);
    try (BackupWriter writer = repository.begin(plan)) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }

  private byte[] export(Manifest manifest, X25519Identity identity) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Decryption decryption = Age.with(identity);
    repository.exportTo(manifest, decryption, archive);
    assertThat(repository.contents(manifest, decryption).dump().rows()).isEqualTo(7_003);
    return archive.toByteArray();
  }

  /** What comes after the header of each part. */
  private List<byte[]> payloads(Manifest manifest) throws IOException {
    List<byte[]> payloads = new ArrayList<>();
    for (StoredPart part : manifest.parts()) {
      try (InputStream in = new ByteArrayInputStream(bytes(manifest, part))) {
        HeaderReader.read(in);
        payloads.add(in.readAllBytes());
      }
    }
    return payloads;
  }

  private byte[] bytes(Manifest manifest, StoredPart part) throws IOException {
    try (InputStream in = memory.read(repository.key(manifest, part), 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  private static String name(X25519Identity identity) {
    return identity.recipient().toString();
  }

  private List<String> keys() {
    try (Stream<StoredObject> objects = memory.list(new ObjectKey("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }
}
