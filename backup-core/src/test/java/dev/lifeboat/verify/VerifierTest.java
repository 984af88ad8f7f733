package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.testing.FrameEncryption;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerifierTest {
  private static final FrameEncryption KEY = FrameEncryption.of("operator");
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private final SettableClock clock = SettableClock.at("2026-11-22T07:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final Repository repository = Repository.in(storage);

  @ParameterizedTest
  @EnumSource(Depth.class)
  void aWholeBackupIsProvedAtEveryDepthAndLeavesEvidence(Depth depth) throws Exception {
    Manifest manifest = backup(KEY);

    Verification verification = verifier().verify(manifest, depth);

    assertThat(verification.findings()).isEmpty();
    assertThat(verification.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(verification.warnings())
        .hasSize(depth == Depth.RESTORE ? 1 : 0)
        .allMatch(warning -> warning.contains("ran as a superuser of the scratch server"));
    assertThat(EvidenceLog.in(repository).of(manifest).verifications())
        .containsExactly(new StoredVerification(verification, clock.instant()));
    assertThat(verification.evidence())
        .hasValueSatisfying(
            key ->
                assertThat(key.value())
                    .isEqualTo(
                        "school/evidence/%s/20261122T070000.000Z-%s.json"
                            .formatted(manifest.id(), depth.word())));
    assertThat(verification.checked().objects()).isEqualTo(4);
    if (depth != Depth.PRESENT) {
      assertThat(verification.checked().storedBytes()).isEqualTo(manifest.totals().storedBytes());
    }
    if (depth.compareTo(Depth.DECODE) >= 0) {
      assertThat(verification.checked().tables()).isEqualTo(3);
      assertThat(verification.checked().rows()).isEqualTo(7_003);
      assertThat(verification.checked().largeObjects()).isEqualTo(2);
    }
    if (depth == Depth.RESTORE) {
      assertThat(verification.checked().sequences()).isEqualTo(1);
      assertThat(verification.scratchServerVersion())
          .hasValueSatisfying(version -> assertThat(version).startsWith("17"));
    }
    assertThat(storage.openReads()).isZero();
  }

  @Test
  void aMissingObjectIsFoundAtEveryDepth() throws Exception {
    for (Encryption encryption : List.of(KEY, Plaintext.INSTANCE)) {
      Manifest manifest = backup(encryption);
      for (StoredPart part : manifest.parts()) {
        ObjectKey key = repository.key(manifest, part);
        byte[] good = bytes(key);
        memory.delete(key);
        for (Depth depth : Depth.values()) {
          assertFinding(manifest, depth, Kind.MISSING, key);
        }
        memory.tamper(key, good);
      }
    }
  }

  @Test
  void aCutOrLengthenedObjectIsFoundAtEveryDepth() throws Exception {
    assertFoundFrom(Depth.PRESENT, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    assertFoundFrom(Depth.PRESENT, bytes -> Arrays.copyOf(bytes, bytes.length + 1));
    assertFoundFrom(Depth.PRESENT, bytes -> new byte[0]);
  }

  @Test
  void anAlteredObjectIsFoundFromChecksumOn() throws Exception {
    assertFoundFrom(Depth.CHECKSUM, bytes -> altered(bytes, 0));
    assertFoundFrom(Depth.CHECKSUM, bytes -> altered(bytes, bytes.length / 2));
    assertFoundFrom(Depth.CHECKSUM, bytes -> altered(bytes, bytes.length - 1));
  }

  @Test
  void swappedVolumesAreFoundAtEveryDepthWhereSizesDifferAndFromChecksumOnAnyway()
      throws Exception {
    for (Encryption encryption : List.of(KEY, Plaintext.INSTANCE)) {
      Manifest manifest = backup(encryption);
      ObjectKey one = repository.key(manifest, manifest.volumes().get(1));
      ObjectKey two = repository.key(manifest, manifest.volumes().get(2));
      byte[] bytesOfOne = bytes(one);
      memory.tamper(one, bytes(two));
      memory.tamper(two, bytesOfOne);

      for (Depth depth : Depth.values()) {
        assertThat(verifier().verify(manifest, depth).outcome()).isEqualTo(Outcome.FAILED);
      }
    }
  }

  @Test
  void contentsThatPromiseOtherRowsAreFoundFromDecodeOn() throws Exception {
    Manifest manifest = backup(KEY, VerifierTest::withOtherRows);

    assertThat(verifier().verify(manifest, Depth.CHECKSUM).outcome()).isEqualTo(Outcome.PROVED);
    Verification decoded = verifier().verify(manifest, Depth.DECODE);
    Verification restored = verifier().verify(manifest, Depth.RESTORE);

    assertThat(decoded.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.DAMAGED);
              assertThat(finding.object()).isEqualTo("table \"public\".\"person\"");
              assertThat(finding.expected()).startsWith("4 of ");
              assertThat(finding.found()).startsWith("3 of ");
            });
    assertThat(restored.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.DIFFERENT);
              assertThat(finding.object()).isEqualTo("table \"public\".\"person\"");
            });
    assertThat(restored.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void contentsThatKeepATableBackAreFoundFromDecodeOn() throws Exception {
    Manifest manifest = backup(KEY, VerifierTest::withoutTable);

    for (Depth depth : List.of(Depth.DECODE, Depth.RESTORE)) {
      assertThat(verifier().verify(manifest, depth).findings())
          .singleElement()
          .satisfies(found -> assertThat(found.found()).contains("TABLE DATA public.person"));
    }
  }

  @Test
  void aSequenceThatCameBackWithAnotherValueIsFound() throws Exception {
    Manifest manifest = backup(KEY, VerifierTest::withOtherSequence);

    assertThat(verifier().verify(manifest, Depth.RESTORE).findings())
        .extracting(Finding::words)
        .containsExactly(
            "sequence \"public\".\"counter\": expected 43, which was handed out,"
                + " found 42, which was handed out");
  }

  @Test
  void anExtensionThatTheScratchServerLacksMakesTheProofInconclusive() throws Exception {
    Manifest manifest = backup(KEY, VerifierTest::withExtension);

    Verification verification = verifier().verify(manifest, Depth.RESTORE);

    assertThat(verification.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verification.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.OBSTACLE);
              assertThat(finding.object()).isEqualTo("extension timetravel");
            });
    assertThat(verification.evidence()).isPresent();
  }

  @Test
  void aScratchDatabaseThatIsNotToBeHadMakesTheProofInconclusive() throws Exception {
    Manifest manifest = backup(KEY);
    Verifier verifier =
        verifier()
            .withScratch(
                () -> {
                  throw new RetryableException("The scratch server is down");
                });

    Verification verification = verifier.verify(manifest, Depth.RESTORE);

    assertThat(verification.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verification.findings().get(0).found()).isEqualTo("The scratch server is down");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRESENT | \"sizes\"",
        "CHECKSUM | \"checksums\"",
        "DECODE | \"rows\", \"large objects\"",
        "RESTORE | \"names of tables\", \"rows\", \"values of sequences\", \"large objects\""
      })
  void theEvidenceSaysWhatWasCompared(Depth depth, String compared) throws Exception {
    ObjectKey evidence = verifier().verify(backup(KEY), depth).evidence().orElseThrow();

    try (InputStream stored = storage.read(evidence, 0, Long.MAX_VALUE)) {
      assertThat(new String(stored.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"compared\" : [ " + compared + " ]");
    }
  }

  @Test
  void evidenceThatCannotBeStoredIsReported() throws Exception {
    Manifest manifest = backup(KEY);
    storage.failCommit(1, () -> new RetryableException("injected: no space"));

    Verification verification = verifier().verify(manifest, Depth.PRESENT);

    assertThat(verification.proved()).isTrue();
    assertThat(verification.evidence()).isEmpty();
    assertThat(verification.warnings())
        .singleElement()
        .asString()
        .contains("could not be stored", "no space");
  }

  @Test
  void aFailureLeavesEvidenceToo() throws Exception {
    Manifest manifest = backup(KEY);
    memory.delete(repository.key(manifest, manifest.contents()));

    Verification verification = verifier().verify(manifest, Depth.PRESENT);

    assertThat(EvidenceLog.in(repository).of(manifest).verifications())
        .containsExactly(new StoredVerification(verification, clock.instant()));
    assertThat(verification.findings()).hasSize(1);
  }

  @Test
  void twoVerificationsOfOneMomentLeaveTwoRecords() throws Exception {
    Manifest manifest = backup(KEY);
    verifier().verify(manifest, Depth.PRESENT);
    verifier().verify(manifest, Depth.PRESENT);

    assertThat(EvidenceLog.in(repository).of(manifest).verifications()).hasSize(2);
  }

  @Test
  void theWrongIdentityIsRefused() throws Exception {
    Manifest manifest = backup(KEY);
    Verifier intruder = verifier().withDecryption(FrameEncryption.of("intruder"));

    assertThatThrownBy(() -> intruder.verify(manifest, Depth.DECODE))
        .isInstanceOf(RefusedException.class);
    assertThat(intruder.verify(manifest, Depth.CHECKSUM).proved()).isTrue();
  }

  @Test
  void aProofByRestoreWithoutAScratchDatabaseIsRefused() throws Exception {
    Manifest manifest = backup(KEY);
    Verifier without = Verifier.of(repository, Events.silent("verify"), clock);

    assertThatThrownBy(() -> without.verify(manifest, Depth.RESTORE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("scratch database");
  }

  @Test
  void aStorageThatFailsIsNoFinding() throws Exception {
    Manifest manifest = backup(KEY);
    for (Depth depth : List.of(Depth.CHECKSUM, Depth.DECODE, Depth.RESTORE)) {
      storage.failReadAtByte(manifest.totals().storedBytes() / 2);
      Verification verification;
      try {
        verification = verifier().verify(manifest, depth);
      } catch (RetryableException e) {
        continue;
      }
      assertThat(verification.outcome()).as(depth.word()).isEqualTo(Outcome.INCONCLUSIVE);
    }
  }

  private void assertFoundFrom(Depth first, UnaryOperator<byte[]> harm) throws IOException {
    for (Encryption encryption : List.of(KEY, Plaintext.INSTANCE)) {
      Manifest manifest = backup(encryption);
      for (StoredPart part : manifest.parts()) {
        ObjectKey key = repository.key(manifest, part);
        byte[] good = bytes(key);
        memory.tamper(key, harm.apply(good));
        for (Depth depth : Depth.values()) {
          if (depth.compareTo(first) >= 0) {
            assertFinding(manifest, depth, Kind.DAMAGED, key);
          } else {
            assertThat(verifier().verify(manifest, depth).proved()).isTrue();
          }
        }
        memory.tamper(key, good);
      }
    }
  }

  private void assertFinding(Manifest manifest, Depth depth, Kind kind, ObjectKey key) {
    Verification verification = verifier().verify(manifest, depth);
    assertThat(verification.outcome()).as("%s of %s", depth, key).isEqualTo(Outcome.FAILED);
    assertThat(verification.findings())
        .as("%s of %s", depth, key)
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.words()).contains(key.value());
            });
  }

  private Verifier verifier() {
    return Verifier.of(repository, Events.silent("verify"), clock)
        .withDecryption(KEY)
        .withScratch(ServerScratchTest.on(SERVER))
        .withJobs(2);
  }

  private Manifest backup(Encryption encryption) throws IOException {
    return backup(encryption, dump -> dump);
  }

  /** A backup whose contents say something else than was dumped. */
  private Manifest backup(Encryption encryption, UnaryOperator<DumpSummary> lie)
      throws IOException {
    NewBackup plan = NewBackup.of("school", encryption).withClock(clock);
    try (BackupWriter writer = repository.begin(plan)) {
      return writer.commit(lie.apply(new HandMadeDump("salt").writeTo(writer)));
    }
  }

  private byte[] bytes(ObjectKey key) throws IOException {
    return memory.read(key, 0, Long.MAX_VALUE).readAllBytes();
  }

  private static byte[] altered(byte[] bytes, int position) {
    byte[] altered = bytes.clone();
    altered[position] ^= 1;
    return altered;
  }

  private static DumpSummary withOtherRows(DumpSummary dump) {
    List<DumpedTable> tables = new ArrayList<>(dump.tables());
    DumpedTable person = tables.get(0);
    tables.set(
        0,
        new DumpedTable(
            person.dumpId(),
            person.schema(),
            person.name(),
            person.columns(),
            person.rows() + 1,
            person.sizeBytes(),
            person.digest(),
            person.slices()));
    return with(dump, dump.extensions(), tables, dump.sequences());
  }

  private static DumpSummary withoutTable(DumpSummary dump) {
    List<DumpedTable> others = dump.tables().subList(1, dump.tables().size());
    return with(dump, dump.extensions(), others, dump.sequences());
  }

  private static DumpSummary withOtherSequence(DumpSummary dump) {
    List<DumpedSequence> sequences = List.of(new DumpedSequence("public", "counter", 43, true));
    return with(dump, dump.extensions(), dump.tables(), sequences);
  }

  private static DumpSummary withExtension(DumpSummary dump) {
    return with(dump, List.of("plpgsql", "timetravel"), dump.tables(), dump.sequences());
  }

  private static DumpSummary with(
      DumpSummary dump,
      List<String> extensions,
      List<DumpedTable> tables,
      List<DumpedSequence> sequences) {
    return new DumpSummary(
        dump.database(),
        dump.serverVersion(),
        dump.snapshotAt(),
        dump.entries(),
        dump.volumes(),
        dump.prologue(),
        extensions,
        tables,
        dump.largeObjects(),
        sequences,
        dump.warnings(),
        dump.partial());
  }
}
