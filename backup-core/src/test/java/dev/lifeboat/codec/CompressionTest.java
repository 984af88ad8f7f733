package dev.lifeboat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  static Stream<Compression> all() {
    return Stream.of("none", "gzip:1", "gzip:6", "gzip:9", "zstd:1", "zstd:3", "zstd:19")
        .map(Compression::parse);
  }

  static Stream<Compression> concatenable() {
    return all().filter(Compression::concatenable);
  }

  static Stream<Compression> compressing() {
    return all().filter(compression -> !compression.equals(new Compression.None()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatWasCompressedIsDecompressed(Compression compression) throws IOException {
    for (int size : new int[] {0, 1, 100, 16_384, 131_072, 131_073, 1_000_000}) {
      assertThat(decompressed(compression, compressed(compression, text(size))))
          .isEqualTo(text(size));
    }
  }

  @ParameterizedTest
  @MethodSource("concatenable")
  void piecesPutTogetherAreReadAsOne(Compression compression) throws IOException {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int size : new int[] {5, 0, 200_000, 1}) {
      pieces.writeBytes(compressed(compression, text(size)));
      expected.writeBytes(text(size));
    }
    assertThat(decompressed(compression, pieces.toByteArray())).isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("compressing")
  void textBecomesSmaller(Compression compression) throws IOException {
    assertThat(compressed(compression, text(200_000)).length).isLessThan(120_000);
  }

  @ParameterizedTest
  @MethodSource("compressing")
  void aCutPieceIsNotReadToAnEnd(Compression compression) throws IOException {
    byte[] compressed = compressed(compression, text(3000));
    for (int length = 1; length < compressed.length; length++) {
      byte[] cut = Arrays.copyOf(compressed, length);
      assertThatIOException().isThrownBy(() -> decompressed(compression, cut));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTargetStaysOpenAndTheSourceIsClosed(Compression compression) throws IOException {
    boolean[] closed = new boolean[2];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream target =
        new FilterOutputStream(bytes) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    OutputStream compressing = compression.compress(target);
    compressing.write(text(10));
    compressing.close();
    compressing.close();
    InputStream source =
        new ByteArrayInputStream(bytes.toByteArray()) {
          @Override
          public void close() {
            closed[1] = true;
          }
        };
    compression.decompress(source).close();
    assertThat(closed).containsExactly(false, true);
  }

  @Test
  void gzipIsTheZlibStreamThatPgDumpWrites() throws IOException {
    byte[] compressed = compressed(Compression.parse("gzip:6"), text(5000));
    assertThat(compressed[0]).isEqualTo((byte) 0x78);
    try (InputStream plain = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(plain.readAllBytes()).isEqualTo(text(5000));
    }
  }

  @Test
  void zstdIsAFrameOfItsStandard() throws IOException {
    byte[] compressed = compressed(Compression.DEFAULT, text(5000));
    assertThat(Arrays.copyOf(compressed, 4)).containsExactly(0x28, 0xb5, 0x2f, 0xfd);
  }

  @ParameterizedTest
  @CsvSource({
    "none, none",
    "gzip, gzip:6",
    "zstd, zstd:3",
    "gzip:1, gzip:1",
    "gzip:9, gzip:9",
    "zstd:19, zstd:19"
  })
  void aSettingIsReadAndWrittenAlike(String text, String canonical) {
    assertThat(Compression.parse(text)).hasToString(canonical);
    assertThat(Compression.parse(canonical)).isEqualTo(Compression.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lz4",
        "gzip:0",
        "gzip:10",
        "gzip:x",
        "gzip:",
        "zstd:0",
        "zstd:20",
        "zstd:-1",
        "zstd:3:long",
        "zstd:",
        "none:1",
        "none:",
        "ZSTD",
        " zstd"
      })
  void whatIsNoSettingIsRefused(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Compression.parse(text))
        .withMessageContaining("use ");
  }

  private static byte[] compressed(Compression compression, byte[] data) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream compressing = compression.compress(target)) {
      compressing.write(data);
    }
    return target.toByteArray();
  }

  private static byte[] decompressed(Compression compression, byte[] compressed)
      throws IOException {
    try (InputStream plain = compression.decompress(new ByteArrayInputStream(compressed))) {
      return plain.readAllBytes();
    }
  }

  /** Lines of numbers, as COPY writes them. */
  private static byte[] text(int size) {
    Random random = new Random(size);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) (i % 12 == 11 ? '\n' : '0' + random.nextInt(10));
    }
    return text;
  }
}
