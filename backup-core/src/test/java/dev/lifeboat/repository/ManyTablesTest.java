package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyTablesTest {
  @Test
  void contentsOfManyTablesAreRead() throws IOException {
    StringBuilder tables = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      tables.append(
          "{\"dumpId\":%d,\"schema\":\"public\",\"name\":\"table_%d\",\"columns\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"],\"rows\":1,\"sizeBytes\":10,\"digest\":\"0123456789abcdef0123456789abcdef\",\"slices\":[]},"
              .formatted(i, i));
    }
    String json =
        "{\"formatVersion\":\"1.4\",\"id\":\"20261122T060000Z-7f3k9q\",\"database\":\"d\",\"serverVersion\":{\"number\":170000,\"text\":\"17\"},\"snapshotAt\":\"2026-11-22T06:00:00Z\",\"entries\":1,\"volumes\":1,\"extensions\":[],\"warnings\":[],\"sequences\":[],\"tables\":["
            + tables.substring(0, tables.length() - 1)
            + "]}";

    Contents contents =
        ContentsJson.read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.US_ASCII)), "'c'");

    assertThat(contents.dump().tables()).hasSize(20_000);
    assertThat(contents.dump().warnings()).isEqualTo(List.of());
  }
}
