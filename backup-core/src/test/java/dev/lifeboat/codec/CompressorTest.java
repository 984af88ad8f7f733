package dev.lifeboat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompressorTest {
  private static final int[] SIZES = {0, 1, 100, 128 * 1024, 128 * 1024 + 1, 3_000_000, 7};

  static Stream<Compression> compressions() {
    return Stream.of("zstd:1", "zstd:3", "zstd:19", "gzip", "none").map(Compression::parse);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void eachPieceDecompressesOnItsOwn(Compression compression) throws IOException {
    try (Compressor compressor = compression.compressor()) {
      for (int size : SIZES) {
        byte[] plain = bytes(size);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        write(compressor.compress(target), plain);
        assertThat(decompressed(compression, target.toByteArray())).isEqualTo(plain);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void aPieceThatFailedSpoilsNoLaterOne(Compression compression) throws IOException {
    try (Compressor compressor = compression.compressor()) {
      OutputStream failed = compressor.compress(new FullDisk());
      assertThatThrownBy(
              () -> {
                failed.write(bytes(3_000_000));
                failed.close();
              })
          .isInstanceOf(IOException.class);
      byte[] plain = bytes(1_000_000);
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      write(compressor.compress(target), plain);
      assertThat(decompressed(compression, target.toByteArray())).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void theTargetStaysOpen(Compression compression) throws IOException {
    boolean[] closed = new boolean[1];
    OutputStream target =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (Compressor compressor = compression.compressor()) {
      write(compressor.compress(target), bytes(10));
    }
    assertThat(closed[0]).isFalse();
  }

  private static void write(OutputStream out, byte[] plain) throws IOException {
    try (out) {
      int half = plain.length / 2;
      out.write(plain, 0, half);
      for (int i = half; i < Math.min(plain.length, half + 10); i++) {
        out.write(plain[i]);
      }
      int written = Math.min(plain.length, half + 10);
      out.write(plain, written, plain.length - written);
    }
  }

  private static byte[] decompressed(Compression compression, byte[] compressed)
      throws IOException {
    try (var plain = compression.decompress(new ByteArrayInputStream(compressed))) {
      return plain.readAllBytes();
    }
  }

  /** Half of it is random, so that it neither vanishes nor stays. */
  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    for (int i = 0; i < size; i += 2) {
      bytes[i] = 'x';
    }
    return bytes;
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("no space");
    }
  }
}
