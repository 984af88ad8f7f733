package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmorTest {
  private final X25519Identity identity = X25519Identity.generate();

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void isReadFromAnyPosition(String lineEnd) throws IOException {
    Random random = new Random(2);
    for (int size = 0; size < 200; size++) {
      byte[] data = new byte[size * 97];
      random.nextBytes(data);
      byte[] armored = armored(encrypted(data), lineEnd);
      assertThat(decrypted(armored)).isEqualTo(data);
      ByteRanges plain = Age.with(identity).decrypt(new MemoryRanges(armored));
      assertThat(plain.sizeBytes()).isEqualTo(data.length);
      int offset = random.nextInt(data.length + 1);
      try (InputStream range = plain.read(offset, 1000)) {
        int end = Math.min(data.length, offset + 1000);
        assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(data, offset, end));
      }
    }
  }

  @Test
  void aRangeReadsTheLinesThatHoldItAndNoMore() throws IOException {
    byte[] data = new byte[20 * ChunkCipher.PLAIN_LENGTH];
    MemoryRanges source = new MemoryRanges(armored(encrypted(data), "\n"));
    ByteRanges plain = Age.with(identity).decrypt(source);
    source.reads().clear();
    plain.read(7 * ChunkCipher.PLAIN_LENGTH, 10).close();
    assertThat(source.reads())
        .singleElement()
        .satisfies(read -> assertThat(read.length()).isLessThan(90_000));
  }

  @Test
  void cutAnywhereIsDamaged() throws IOException {
    byte[] armored = armored(encrypted(new byte[100]), "\n");
    // The last line may lack its end.
    for (int length = 0; length < armored.length - 1; length++) {
      byte[] cut = Arrays.copyOf(armored, length);
      assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> decrypted(cut));
      assertThatExceptionOfType(DamagedException.class)
          .isThrownBy(() -> Age.with(identity).decrypt(new MemoryRanges(cut)));
    }
  }

  @Test
  void anyBitFlippedIsDamagedOrOnlyWhiteSpace() throws IOException {
    byte[] data = new byte[100];
    byte[] armored = armored(encrypted(data), "\n");
    for (int bit = 0; bit < armored.length * 8; bit++) {
      byte[] flipped = armored.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(decrypted(flipped)).as("bit %d", bit).isEqualTo(data);
        assertThat(bit / 8).isEqualTo(armored.length - 1);
      } catch (LifeboatException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void endlessWhiteSpaceIsNotRead() {
    byte[] blanks = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    ByteArrayInputStream source = new ByteArrayInputStream(blanks);
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> Age.with(identity).decrypt(source))
        .withMessageContaining("white space");
    assertThat(source.available()).isGreaterThan(900_000);
  }

  private byte[] encrypted(byte[] data) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = Age.to(identity.recipient()).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    return target.toByteArray();
  }

  static byte[] armored(byte[] file, String lineEnd) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII));
    String text =
        ArmorLines.BEGIN
            + lineEnd
            + encoder.encodeToString(file)
            + lineEnd
            + ArmorLines.END
            + lineEnd;
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] decrypted(byte[] armored) throws IOException {
    try (InputStream plain = Age.with(identity).decrypt(new ByteArrayInputStream(armored))) {
      return plain.readAllBytes();
    }
  }
}
