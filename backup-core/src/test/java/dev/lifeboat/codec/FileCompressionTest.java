package dev.lifeboat.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.testing.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs of the same names compress is decompressed. */
class FileCompressionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip -1",
        "gzip -9 -n",
        "lz4 -B4 -BD",
        "lz4 -B7 -BI -BX",
        "lz4 -B5 -BD -BX --content-size",
        "lz4 -9 -BD --no-frame-crc",
        "zstd -3",
        "zstd --long=27 -T1"
      })
  void whatAProgramCompressesIsDecompressed(String command) throws IOException {
    byte[] plain = mixed(3_000_000);
    byte[] compressed = compress(command, plain);
    FileCompression compression = FileCompression.ofStart(compressed).orElseThrow();
    assertThat(plain(compression, compressed)).isEqualTo(plain);
    assertThat(plain(compression, twice(compressed))).isEqualTo(twice(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -1", "lz4 -B4 -BD", "zstd -3"})
  void whatIsCutIsAnError(String command) throws IOException {
    byte[] compressed = compress(command, mixed(5_000));
    FileCompression compression = FileCompression.ofStart(compressed).orElseThrow();
    for (int length = 1; length < compressed.length; length++) {
      byte[] cut = Arrays.copyOf(compressed, length);
      assertThatThrownBy(() -> plain(compression, cut))
          .as("cut at %d", length)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -1", "lz4 -B4 -BX"})
  void whatIsAlteredIsAnErrorOrTheSame(String command) throws IOException {
    byte[] plain = mixed(2_000);
    byte[] compressed = compress(command, plain);
    FileCompression compression = FileCompression.ofStart(compressed).orElseThrow();
    for (int at = 0; at < compressed.length; at++) {
      byte[] altered = compressed.clone();
      altered[at] ^= 0x10;
      try {
        assertThat(plain(compression, altered)).isEqualTo(plain); // the time of a file, say
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("index");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -1", "lz4 -B4", "zstd -3"})
  void whatFollowsIsAnError(String command) throws IOException {
    byte[] compressed = compress(command, mixed(5_000));
    byte[] longer = Arrays.copyOf(compressed, compressed.length + 7);
    FileCompression compression = FileCompression.ofStart(compressed).orElseThrow();
    assertThatThrownBy(() -> plain(compression, longer)).isInstanceOf(IOException.class);
  }

  @Test
  void manyEmptyFramesTakeNoTimeEach() throws IOException {
    byte[] frame = new LinkedLz4().frame();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      frames.write(frame);
    }
    assertThat(plain(FileCompression.LZ4, frames.toByteArray())).isEmpty();
  }

  /** The name of the file that was compressed ends with a zero byte, which never comes. */
  @Test
  void aGzipHeaderWithoutEndIsAnError() {
    byte[] start = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
    InputStream name =
        new InputStream() {
          @Override
          public int read() {
            return 'n';
          }
        };
    InputStream endless = new SequenceInputStream(new ByteArrayInputStream(start), name);
    assertThatThrownBy(() -> FileCompression.GZIP.decompress(endless))
        .isInstanceOf(IOException.class)
        .hasMessage("a gzip header does not end");
  }

  @Test
  void whatIsNotCompressedHasNoCompression() {
    assertThat(FileCompression.ofStart("-- PostgreSQL".getBytes(US_ASCII))).isEmpty();
    assertThat(FileCompression.ofStart(new byte[0])).isEmpty();
  }

  private byte[] compress(String command, byte[] plain) throws IOException {
    List<String> words = List.of(command.split(" "));
    Path file = Files.write(folder.resolve("plain"), plain);
    Path compressed = folder.resolve("compressed");
    Object[] arguments = Stream.concat(words.stream().skip(1), Stream.of("-c", file)).toArray();
    Program.require(words.get(0)).with(arguments).output(compressed).succeed();
    return Files.readAllBytes(compressed);
  }

  private static byte[] plain(FileCompression compression, byte[] compressed) throws IOException {
    try (InputStream in = compression.decompress(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] twice(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }

  /** Runs, repetitions from far and near, and what cannot be compressed. */
  static byte[] mixed(int size) {
    byte[] bytes = new byte[size];
    Random random = new Random(3);
    for (int at = 0; at < size; ) {
      int count = Math.min(size - at, 1 + random.nextInt(400));
      int kind = random.nextInt(3);
      for (int end = at + count; at < end; at++) {
        bytes[at] =
            kind == 0 ? (byte) random.nextInt() : kind == 1 ? 7 : bytes[Math.max(0, at - 60_000)];
      }
    }
    return bytes;
  }
}
