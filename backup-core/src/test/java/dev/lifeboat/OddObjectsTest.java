package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.OneLine;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.verify.Depth;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One odd object is named and passed over, and never hides or stops what is good. */
class OddObjectsTest {
  private final HandMadeRepository repository = new HandMadeRepository();

  @Test
  void aDamagedManifestIsPassedOverByName() {
    List<BackupId> ids = repository.backups(2, Duration.ofHours(1));
    repository.memory.tamper(manifest(ids.get(1)), new byte[] {'{'});
    Lifeboat lifeboat = repository.lifeboat();

    assertThat(lifeboat.backups()).extracting(Backup::id).containsExactly(ids.get(0));
    assertThat(lifeboat.latest("school").id()).isEqualTo(ids.get(0));
    assertThat(repository.warnings())
        .hasSize(2)
        .allMatch(
            warning -> warning.startsWith("Backup " + ids.get(1) + " of school is passed over: "));
    assertThat(lifeboat.canary().checks().get(0).state()).isEqualTo(State.DAMAGED);
  }

  @Test
  void whereNoManifestIsBelievedThereIsNoLatest() {
    BackupId id = repository.backup();
    repository.memory.tamper(manifest(id), new byte[] {'{'});

    assertThatThrownBy(() -> repository.lifeboat().latest("school"))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(id.toString());
  }

  @Test
  void aManifestOfANewerLibraryHidesNoOther() throws Exception {
    List<BackupId> ids = repository.backups(2, Duration.ofHours(1));
    replace(manifest(ids.get(1)), "\"formatVersion\" : \"1.", "\"formatVersion\" : \"2.");
    Lifeboat lifeboat = repository.lifeboat();

    assertThat(lifeboat.backups()).extracting(Backup::id).containsExactly(ids.get(0));
    assertThat(lifeboat.planPrune(RetentionPolicy.keep().last(1)).rejected()).hasSize(1);
    assertThatThrownBy(() -> lifeboat.show(ids.get(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("use a newer Lifeboat");
  }

  @Test
  void aManifestThatMayNotBeReadHidesNoOther() {
    List<BackupId> ids = repository.backups(2, Duration.ofHours(1));
    Lifeboat lifeboat =
        repository.lifeboat(
            new ForwardingStorage(repository.memory) {
              @Override
              public InputStream read(ObjectKey key, long offset, long length) {
                if (key.equals(manifest(ids.get(1)))) {
                  throw new PermissionDeniedException("injected", new IllegalStateException());
                }
                return super.read(key, offset, length);
              }
            });

    assertThat(lifeboat.backups()).extracting(Backup::id).containsExactly(ids.get(0));
  }

  @Test
  void damagedEvidenceIsPassedOverByNameAndTakesBackWhatWasProvedBefore() {
    List<BackupId> ids = repository.backups(2, Duration.ofHours(1));
    Lifeboat lifeboat = repository.lifeboat();
    lifeboat.verify(ids.get(1), Depth.CHECKSUM);
    repository.advance(Duration.ofHours(1));
    ObjectKey odd = lifeboat.verify(ids.get(1), Depth.DECODE).evidence().orElseThrow();
    repository.memory.tamper(odd, new byte[] {'{'});

    assertThat(lifeboat.evidence(ids.get(1))).hasSize(1);
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().last(1));

    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("'" + odd + "' is damaged"));
    assertThat(plan.toString()).doesNotContain("proved");
    assertThat(repository.warnings()).anyMatch(warning -> warning.contains("verify again"));
  }

  @Test
  void evidenceOfAnotherBackupProvesNothing() throws Exception {
    List<BackupId> ids = repository.backups(2, Duration.ofHours(1));
    Lifeboat lifeboat = repository.lifeboat();
    ObjectKey real = lifeboat.verify(ids.get(0), Depth.DECODE).evidence().orElseThrow();
    byte[] bytes = repository.memory.read(real, 0, Long.MAX_VALUE).readAllBytes();
    repository.memory.tamper(
        ObjectKey.of("school", "evidence", ids.get(1).value(), real.name()), bytes);

    assertThat(lifeboat.evidence(ids.get(0))).hasSize(1);
    assertThat(lifeboat.evidence(ids.get(1))).isEmpty();
  }

  @Test
  void aManifestOfOneIdInAnotherSourceHidesNoBackup() {
    BackupId id = repository.backup();
    repository.memory.tamper(ObjectKey.of("a", "manifests", id + ".json"), new byte[] {'{'});

    assertThat(repository.lifeboat().show(id).source()).isEqualTo("school");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"volumes\" : [(?s:.*)]=\"volumes\" : [ ]",
        "volume-00001=volume-00000",
        "contents\\.json\\.zst=volume-00000.dump",
        "\"createdAt\" : \"[^\"]*\"=\"createdAt\" : \"+1000000000-12-31T23:59:59.999999999Z\"",
        "\"createdAt\" : \"[^\"]*\"=\"createdAt\" : \"-1000000000-01-01T00:00:00Z\"",
        "\"sizeBytes\" : \\d+=\"sizeBytes\" : 9223372036854775807",
        "\"rows\" : \\d+=\"rows\" : 9223372036854775807",
        "\"source\" : \"school\"=\"source\" : \"\\\\\\\\u001b[2J\"",
      })
  void aManifestThatCannotBeIsDamagedInOneHarmlessLine(String change) throws Exception {
    BackupId id = repository.backup();
    String[] parts = change.split("=", 2);
    replaceAll(manifest(id), parts[0].replace("[(", "\\[(").replace(")]", ")\\]"), parts[1]);

    assertThatThrownBy(() -> repository.lifeboat().show(id))
        .isInstanceOf(DamagedException.class)
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo(OneLine.of(e.getMessage())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-32BE", "UTF-32LE"})
  void aManifestInPiecesOfAnotherEncodingIsDamaged(String charset) throws Exception {
    BackupId id = repository.backup();
    byte[] bytes = text(manifest(id)).getBytes(charset);
    bytes[40] = 0x7f;
    bytes[43] = 0x7f;
    repository.memory.tamper(manifest(id), bytes);

    assertThatThrownBy(() -> repository.lifeboat().show(id)).isInstanceOf(DamagedException.class);
  }

  @Test
  void textsOfOthersAreMadeHarmless() {
    assertThat(OneLine.of("a\u001b[2J\nb\u009bc\u202ed\u2028e\u0000f\u007f"))
        .isEqualTo("a [2J b c d e f ");
    assertThat(OneLine.of("Schüler 学校 \ud83d\ude00")).isEqualTo("Schüler 学校 \ud83d\ude00");
    assertThat(new RefusedException("a\u001bb")).hasMessage("a b");
  }

  private static ObjectKey manifest(BackupId id) {
    return ObjectKey.of("school", "manifests", id + ".json");
  }

  private String text(ObjectKey key) throws Exception {
    return new String(
        repository.memory.read(key, 0, Long.MAX_VALUE).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void replace(ObjectKey key, String old, String now) throws Exception {
    repository.memory.tamper(key, text(key).replace(old, now).getBytes(StandardCharsets.UTF_8));
  }

  private void replaceAll(ObjectKey key, String old, String now) throws Exception {
    repository.memory.tamper(key, text(key).replaceAll(old, now).getBytes(StandardCharsets.UTF_8));
  }
}
