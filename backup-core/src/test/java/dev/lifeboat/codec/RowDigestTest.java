package dev.lifeboat.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowDigestTest {
  private final List<String> rows =
      new ArrayList<>(IntStream.range(0, 1000).mapToObj(i -> i + "\trow\n").toList());

  @Test
  void theOrderOfRowsDoesNotMatter() {
    RowDigest sorted = digest(rows);
    Collections.shuffle(rows, new Random(1));
    assertThat(digest(rows)).isEqualTo(sorted);
  }

  @Test
  void partsAddUpToTheWhole() {
    RowDigest sum = digest(rows.subList(0, 300));
    sum.add(digest(rows.subList(300, 1000)));
    assertThat(sum).isEqualTo(digest(rows));
    assertThat(sum.hex()).hasSize(32).isEqualTo(digest(rows).hex());
  }

  @Test
  void aRowThatIsLostDoubledOrAlteredIsNoticed() {
    String whole = digest(rows).hex();
    List<String> lost = new ArrayList<>(rows);
    lost.remove(500);
    List<String> doubled = new ArrayList<>(rows);
    doubled.add(rows.get(500));
    List<String> altered = new ArrayList<>(rows);
    altered.set(500, "500\trow \n");
    assertThat(List.of(digest(lost).hex(), digest(doubled).hex(), digest(altered).hex()))
        .doesNotContain(whole)
        .doesNotHaveDuplicates();
  }

  @Test
  void theDigestIsTheOneThatTheFormatNames() {
    // XXH3-128 of "a\n" with seed 0, as `printf 'a\n' | xxhsum -H2` prints it
    assertThat(digest(List.of("a\n")).hex()).isEqualTo("5c73e7e3dcbb0395e841f27363849a18");
    assertThat(new RowDigest().hex()).isEqualTo("0".repeat(32));
  }

  @Test
  void aRowInPartsCountsAsIfItCameWhole() {
    Random random = new Random(19);
    for (int size = 1; size <= 10_000_000; size *= 10) {
      byte[] row = new byte[size];
      random.nextBytes(row);
      RowDigest whole = new RowDigest();
      whole.add(row);
      whole.add(row);
      RowDigest parts = new RowDigest();
      parts.add(row);
      for (int start = 0; start < size; ) {
        int length = Math.min(size - start, 1 + random.nextInt(Math.max(1, size / 3)));
        parts.addPart(row, start, length);
        start += length;
      }
      parts.endRow();
      assertThat(parts).as("%d bytes", size).isEqualTo(whole);
    }
  }

  private static RowDigest digest(List<String> rows) {
    RowDigest digest = new RowDigest();
    rows.forEach(row -> digest.add(row.getBytes(StandardCharsets.UTF_8)));
    return digest;
  }
}
