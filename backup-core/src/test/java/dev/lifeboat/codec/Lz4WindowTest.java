package dev.lifeboat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of LZ4 that refer to those before them, made by hand and by another encoder. */
class Lz4WindowTest {
  private static final int FARTHEST = 0xffff;
  private static final int LARGEST_BLOCK = 1 << 16;
  private static final byte[] NONE = {};

  private final Random random = new Random(11);

  /** What is held of the blocks before has edges at 4, where lengths grow, and at 65,535. */
  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 14, 15, 16, 18, 19, 269, 270, 271, 65_534, 65_535, 65_536, 65_537})
  void aBlockRefersToAllThatStandsBefore(int before) throws IOException {
    int farthest = Math.min(before, FARTHEST);
    for (int length : new int[] {4, 5, 18, 19, 20, 273, 274, 60_000}) {
      assertRead(stored(before).sequence(NONE, farthest, length).end(bytes(12)));
      assertRead(compressed(before).sequence(NONE, farthest, length).end(bytes(12)));
      assertRead(stored(before).sequence(bytes(3), farthest, length).end(bytes(12)));
      assertRead(stored(before).sequence(NONE, 1, length).end(bytes(12)));
    }
  }

  @ParameterizedTest
  @MethodSource("tiny")
  void tinyBlocksMakeAHistoryTogether(int blockBytes, boolean stored) throws IOException {
    LinkedLz4 lz4 = new LinkedLz4();
    for (int i = 0; i < 9; i++) {
      lz4 = stored ? lz4.stored(bytes(blockBytes)) : lz4.end(bytes(blockBytes));
      int all = lz4.plainBytes();
      lz4.sequence(NONE, all, 4 + i).sequence(bytes(i), all, 30).end(bytes(12));
    }
    assertRead(lz4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theThirdBlockRefersBehindTheSecond(int secondBytes) throws IOException {
    for (int firstBytes = 1; firstBytes <= 5; firstBytes++) {
      int all = firstBytes + secondBytes;
      assertRead(stored(firstBytes).end(bytes(secondBytes)).sequence(NONE, all, 50).end(bytes(12)));
      assertRead(
          compressed(firstBytes).stored(bytes(secondBytes)).sequence(NONE, all, 50).end(bytes(12)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void blocksOfAllKindsStandInAnyOrder(long seed) throws IOException {
    random.setSeed(seed);
    LinkedLz4 lz4 = new LinkedLz4();
    while (lz4.plainBytes() < 1_000_000) {
      switch (random.nextInt(5)) {
        case 0 -> lz4.stored(bytes(1 + random.nextInt(5)));
        case 1 -> lz4.end(bytes(1 + random.nextInt(5)));
        case 2 -> lz4.stored(bytes(1 + random.nextInt(LARGEST_BLOCK)));
        default -> sequences(lz4);
      }
    }
    assertRead(lz4);
  }

  @Test
  void anEmptyBlockChangesNothing() throws IOException {
    assertRead(stored(7).end(NONE).sequence(NONE, 7, 40).end(bytes(12)));
  }

  @Test
  void whatFollowsInAnotherFrameDoesNotReferToIt() throws IOException {
    byte[] first = stored(100).frame();
    byte[] second = new LinkedLz4().sequence(bytes(1), 50, 20).end(bytes(12)).frame();
    assertThatThrownBy(() -> read(joined(first, second))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 65_000})
  void distancesBeforeTheBeginningAreRefused(int before) {
    LinkedLz4 lz4 = stored(before).sequence(NONE, before + 9, 20).end(bytes(12));
    assertThatThrownBy(() -> read(lz4.frame()))
        .isInstanceOf(IOException.class)
        .hasMessage("an LZ4 block is invalid");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_535})
  void theFirstBlockRefersToItselfAlone(int distance) {
    LinkedLz4 lz4 = new LinkedLz4().sequence(NONE, distance, 20).end(bytes(12));
    assertThatThrownBy(() -> read(lz4.frame())).isInstanceOf(IOException.class);
  }

  @Test
  void aBlockThatMakesFarMoreThanItsFrameAllowsIsRefused() {
    LinkedLz4 lz4 = stored(10).sequence(NONE, 10, 3 * LARGEST_BLOCK).end(bytes(12));
    assertThatThrownBy(() -> read(lz4.frame())).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void framesOfAnotherEncoderAreRead(BlockSize size) throws IOException {
    byte[] plain = FileCompressionTest.mixed(4_400_000);
    assertThat(read(encoded(new Parameters(size, true, true, false), plain))).isEqualTo(plain);
  }

  /** That of commons-compress, whose larger blocks are wrong where they are linked. */
  @Test
  void linkedBlocksOfAnotherEncoderAreRead() throws IOException {
    byte[] plain = FileCompressionTest.mixed(1_000_000);
    byte[] frame = encoded(new Parameters(BlockSize.K64, true, false, true), plain);
    assertThat(read(frame)).isEqualTo(plain);
  }

  private static Stream<Arguments> tiny() {
    return IntStream.rangeClosed(1, 5)
        .boxed()
        .flatMap(bytes -> Stream.of(Arguments.of(bytes, true), Arguments.of(bytes, false)));
  }

  private void sequences(LinkedLz4 lz4) {
    for (int count = 1 + random.nextInt(100); count > 0; count--) {
      byte[] literals = bytes(random.nextInt(20));
      int reach = Math.min(FARTHEST, lz4.plainBytes() + literals.length);
      if (reach > 0) {
        int distance = random.nextInt(4) == 0 ? reach : 1 + random.nextInt(reach);
        lz4.sequence(literals, distance, 4 + random.nextInt(400));
      }
    }
    lz4.end(bytes(12));
  }

  private LinkedLz4 stored(int count) {
    LinkedLz4 lz4 = new LinkedLz4();
    for (int left = count; left > 0; left -= LARGEST_BLOCK) {
      lz4.stored(bytes(Math.min(left, LARGEST_BLOCK)));
    }
    return lz4;
  }

  private LinkedLz4 compressed(int count) {
    LinkedLz4 lz4 = new LinkedLz4();
    for (int left = count; left > 0; left -= LARGEST_BLOCK / 2) {
      lz4.end(bytes(Math.min(left, LARGEST_BLOCK / 2)));
    }
    return lz4;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void assertRead(LinkedLz4 lz4) throws IOException {
    assertThat(read(lz4.frame())).isEqualTo(lz4.plain());
  }

  private static byte[] encoded(Parameters parameters, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream lz4 = new FramedLZ4CompressorOutputStream(out, parameters)) {
      lz4.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private static byte[] read(byte[] lz4) throws IOException {
    try (InputStream in = FileCompression.LZ4.decompress(new ByteArrayInputStream(lz4))) {
      return in.readAllBytes();
    }
  }
}
