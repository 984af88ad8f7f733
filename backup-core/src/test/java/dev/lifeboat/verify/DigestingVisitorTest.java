package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are told apart wherever reads cut them, and none is held. */
class DigestingVisitorTest {
  private static final int ENTRY = 7;
  private static final int MOST_BYTES = 200_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rowsOfAllLengthsAddUpToTheirDigest(long seed) throws IOException {
    Random random = new Random(seed);
    RowDigest expected = new RowDigest();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] row = row(random, i % 20 == 0 ? MOST_BYTES : 1 + random.nextInt(1 << (i % 12)));
      expected.add(row);
      content.write(row);
    }

    try (ProgressMeter meter = Events.silent("verify").measure("decode", 0)) {
      DigestingVisitor visitor = new DigestingVisitor(meter);
      visitor.tableData(ENTRY, new ShortReads(content.toByteArray(), random));

      assertThat(visitor.digest(ENTRY)).isEqualTo(expected);
    }
  }

  private static byte[] row(Random random, int bytes) {
    byte[] row = new byte[bytes];
    for (int i = 0; i < bytes - 1; i++) {
      row[i] = (byte) ('a' + random.nextInt(26));
    }
    row[bytes - 1] = '\n';
    return row;
  }

  /** Gives fewer bytes than there is room for. */
  private static final class ShortReads extends FilterInputStream {
    private final Random random;

    ShortReads(byte[] content, Random random) {
      super(new ByteArrayInputStream(content));
      this.random = random;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, 1 + random.nextInt(length));
    }
  }
}
