package dev.lifeboat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows go into a script only where they do not end themselves. */
class UnmarkedRowsTest {
  private static final TocEntry TABLE = SmallArchive.entry(1, "t", "TABLE DATA", Section.DATA, "");

  @ParameterizedTest
  @ValueSource(strings = {"\\.\n", "1\ta\n\\.\n\\! touch owned\n", "1\n\\.\r\n", "1\r\\.\rx"})
  void anEndMarkerIsRefused(String rows) {
    assertThatThrownBy(() -> written(rows, 1)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> written(rows, 8)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\\\.\n", "1\t\\.\n", "\\..\n", ".\n\\\n.\n", "\\N\n\\t.\n"})
  void otherRowsPassUnchanged(String rows) throws IOException {
    assertThat(written(rows, 1)).isEqualTo(rows);
    assertThat(written(rows, 8)).isEqualTo(rows);
  }

  private static String written(String rows, int pieceBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
    try (UnmarkedRows unmarked = new UnmarkedRows(out, TABLE)) {
      for (int at = 0; at < bytes.length; at += pieceBytes) {
        unmarked.write(bytes, at, Math.min(pieceBytes, bytes.length - at));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
