package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.Verification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an unsigned manifest says falsely, and no object contradicts, the contents do. */
class AlteredManifestTest {
  private final HandMadeRepository repository = new HandMadeRepository();

  @Test
  void aPlainSizeThatWasAlteredIsFound() throws Exception {
    BackupId id = repository.backup();
    ObjectKey key = ObjectKey.of("school", "manifests", id + ".json");
    String json =
        new String(
            repository.memory.read(key, 0, Long.MAX_VALUE).readAllBytes(), StandardCharsets.UTF_8);
    int parts = json.split("plainSizeBytes").length - 1;
    for (int part = 0; part < parts; part++) {
      String before = "(?s)((?:.*?plainSizeBytes){%d}\" : )".formatted(part + 1);
      String altered = json.replaceFirst(before + "\\d+", "$17");
      repository.memory.tamper(key, altered.getBytes(StandardCharsets.UTF_8));

      assertThat(repository.lifeboat().verify(id, Depth.DECODE).outcome())
          .as("part %d", part)
          .isEqualTo(Outcome.FAILED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRESENT | totals.storedBytes | (\"storedBytes\" : )\\d+ | $17",
        "CHECKSUM | totals.storedBytes | (\"storedBytes\" : )\\d+ | $17",
        "PRESENT | createdAt | \"createdAt\" : \"2026-11-22T06:00 | \"createdAt\" : \"2026-11-22T07:00",
        "DECODE | database | \"database\" : \"school | \"database\" : \"schoom",
        "DECODE | snapshotAt | \"snapshotAt\" : \"2026-11-22T05:59:58 | \"snapshotAt\" : \"2026-11-22T05:59:59",
        "DECODE | serverVersion | \"serverVersion\" : \"17 | \"serverVersion\" : \"16",
        "DECODE | partial | \"labels\" | \"partial\" : true, \"labels\"",
        "DECODE | totals.tables | \"tables\" : 3 | \"tables\" : 2",
        "DECODE | totals.rows | \"rows\" : 7 | \"rows\" : 8",
        "DECODE | totals.dataBytes | (\"dataBytes\" : )\\d+ | $17",
      })
  void aFieldThatWasAlteredIsFound(Depth depth, String field, String old, String now)
      throws Exception {
    BackupId id = repository.backup();
    ObjectKey key = ObjectKey.of("school", "manifests", id + ".json");
    String json =
        new String(
            repository.memory.read(key, 0, Long.MAX_VALUE).readAllBytes(), StandardCharsets.UTF_8);
    String altered = json.replaceFirst(old, now);
    assertThat(altered).isNotEqualTo(json);
    repository.memory.tamper(key, altered.getBytes(StandardCharsets.UTF_8));

    Verification verification = repository.lifeboat().verify(id, depth);

    assertThat(verification.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verification.findings())
        .extracting(Finding::object)
        .contains("the manifest of backup " + id + ", '" + field + "'");
  }
}
