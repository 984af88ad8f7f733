package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {
  @Test
  void anIdTellsTheSecondAndIsUnique() {
    Instant moment = Instant.parse("2026-11-22T06:00:00.987Z");

    Set<BackupId> ids =
        IntStream.range(0, 100).mapToObj(i -> BackupId.create(moment)).collect(Collectors.toSet());

    assertThat(ids).hasSize(100);
    assertThat(ids)
        .allSatisfy(
            id -> {
              assertThat(id.value()).startsWith("20261122T060000Z-");
              assertThat(id.startedAt()).isEqualTo("2026-11-22T06:00:00Z");
              assertThat(BackupId.parse(id.toString())).isEqualTo(id);
            });
  }

  @Test
  void idsSortByTime() {
    BackupId earlier = BackupId.create(Instant.parse("2026-11-22T06:00:00Z"));
    BackupId later = BackupId.create(Instant.parse("2026-11-22T06:00:01Z"));

    assertThat(earlier).isLessThan(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "20261122T060000Z",
        "20261122T060000Z-7f3k9",
        "20261122T060000Z-7f3k9qq",
        "20261122T060000Z-7F3K9Q",
        "20261122T060000Z-7f3k9l",
        "20261322T060000Z-7f3k9q",
        "20260229T060000Z-7f3k9q",
        "20261122T250000Z-7f3k9q",
        " 20261122T060000Z-7f3k9q",
        "20261122T060000Z-7f3k9q\n",
        "../../etc/passwd"
      })
  void whatIsNoIdIsRefused(String text) {
    assertThat(BackupId.isValid(text)).isFalse();
    assertThatThrownBy(() -> BackupId.parse(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is no backup id");
  }
}
