package dev.lifeboat.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A document of some kilobytes that unfolds to more than the heap is refused before it fills it.
 */
class UnfoldingDocumentTest {
  private static final int SHARE = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "\"\"", "1", "1.5", "[[1]]", "{\"a\":{}}", "\"abcdefgh\""})
  void listsOfSmallThings(String piece) {
    assertRefused("{\"x\":[" + (piece + ",").repeat(50_000) + piece + "]}");
  }

  @Test
  void manyFields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      fields.append(",\"f").append(i).append("\":null");
    }

    assertRefused("{\"x\":1" + fields + "}");
  }

  @Test
  void manyItems() {
    String document = "{\"tables\":[" + "{\"name\":\"n\"},".repeat(50_000) + "{}]}";

    assertThatThrownBy(
            () ->
                JsonInput.stream(
                    bytes(document),
                    "'contents'",
                    new HeapShare("'contents'", SHARE),
                    (name, value) -> value.items(item -> {})))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aTextWithoutEnd() {
    assertThatThrownBy(
            () ->
                JsonInput.readObject(
                    bytes("{\"x\":\"" + "x".repeat(2_000_000) + "\"}"), "'manifest'"))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void whatFitsIsRead() throws IOException {
    List<String> names = new ArrayList<>();

    JsonInput.stream(
        bytes("{\"tables\":[" + "{\"name\":\"n\"},".repeat(5_000) + "{\"name\":\"z\"}]}"),
        "'contents'",
        new HeapShare("'contents'", SHARE),
        (name, value) -> value.items(item -> names.add(item.text("name"))));

    assertThat(names).hasSize(5_001).endsWith("z");
  }

  private static void assertRefused(String document) {
    Map<String, Object> fields = new HashMap<>();
    assertThatThrownBy(
            () ->
                JsonInput.stream(
                    bytes(document),
                    "'contents'",
                    new HeapShare("'contents'", SHARE),
                    (name, value) -> value.putValue(name, fields)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a third of the heap")
        .hasMessageContaining("java -Xmx");
  }

  private static InputStream bytes(String document) {
    return new ByteArrayInputStream(document.getBytes(StandardCharsets.US_ASCII));
  }
}
