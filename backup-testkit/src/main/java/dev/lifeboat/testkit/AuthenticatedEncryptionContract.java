package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every encryption that protects: nothing wrong is ever shown, no end is false. */
public abstract class AuthenticatedEncryptionContract extends EncryptionContract {
  /** For implementations. */
  protected AuthenticatedEncryptionContract() {}

  /** Of the same scheme, with a key that opens nothing here. */
  protected abstract Decryption stranger();

  @Test
  void thePlainBytesAreNotToBeSeen() throws IOException {
    String secret = "the marks of all pupils";
    byte[] data = secret.getBytes(StandardCharsets.US_ASCII);
    assertThat(new String(encrypted(data), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    assertThat(encrypted(data)).isNotEqualTo(encrypted(data));
  }

  @Test
  void aStrangerIsRefused() throws IOException {
    byte[] encrypted = encrypted(data(1000));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(stranger(), encrypted));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decryptedByRange(stranger(), encrypted));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatWasNotFinishedIsRefused(int size) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption().encrypt(target)) {
      stream.write(data(size));
    }
    assertDamaged(target.toByteArray(), data(size));
  }

  @Test
  void aSmallFileCutAtAnyByteIsRefused() throws IOException {
    byte[] data = data(333);
    byte[] encrypted = encrypted(data);
    for (int length = 0; length < encrypted.length; length++) {
      assertDamaged(Arrays.copyOf(encrypted, length), data);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aFileCutAnywhereIsRefused(int size) throws IOException {
    byte[] data = data(size);
    byte[] encrypted = encrypted(data);
    for (int length = 0; length < encrypted.length; length += 4093) {
      assertDamaged(Arrays.copyOf(encrypted, length), data);
    }
    for (int left = 1; left <= 64; left++) {
      assertDamaged(Arrays.copyOf(encrypted, encrypted.length - left), data);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatFollowsTheEndIsRefused(int size) throws IOException {
    byte[] data = data(size);
    byte[] encrypted = encrypted(data);
    for (int more : new int[] {1, 15, 16, 17, 64 * 1024 + 16}) {
      assertRefused(Arrays.copyOf(encrypted, encrypted.length + more), data);
    }
    byte[] twice = Arrays.copyOf(encrypted, encrypted.length * 2);
    System.arraycopy(encrypted, 0, twice, encrypted.length, encrypted.length);
    assertRefused(twice, data);
  }

  @Test
  void aSmallFileWithAnyBitFlippedIsRefused() throws IOException {
    byte[] data = data(100);
    byte[] encrypted = encrypted(data);
    for (int bit = 0; bit < encrypted.length * 8; bit++) {
      assertRefused(flipped(encrypted, bit), data);
    }
  }

  @Test
  void aLargeFileWithABitFlippedIsRefused() throws IOException {
    byte[] data = data(4 * 64 * 1024 + 100);
    byte[] encrypted = encrypted(data);
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      assertRefused(flipped(encrypted, random.nextInt(encrypted.length * 8)), data);
    }
  }

  @Test
  void readingOnAfterDamageFindsNoEnd() throws IOException {
    byte[] encrypted = encrypted(data(200_000));
    byte[] damaged = flipped(encrypted, encrypted.length * 8 - 1);
    try (InputStream plain = decryption().decrypt(new ByteArrayInputStream(damaged))) {
      assertThatExceptionOfType(DamagedException.class).isThrownBy(plain::readAllBytes);
      assertThatExceptionOfType(IOException.class).isThrownBy(plain::read);
    }
  }

  @Test
  void whatIsSomethingElseIsDamaged() {
    assertDamaged(data(10_000), new byte[0]);
    assertDamaged(new byte[300_000], new byte[0]);
    assertDamaged("PGDMP and so on\n".getBytes(StandardCharsets.US_ASCII), new byte[0]);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] result = bytes.clone();
    result[bit / 8] ^= (byte) (1 << bit % 8);
    return result;
  }

  private void assertDamaged(byte[] encrypted, byte[] data) {
    assertRefused(DamagedException.class, encrypted, data);
  }

  private void assertRefused(byte[] encrypted, byte[] data) {
    assertRefused(LifeboatException.class, encrypted, data);
  }

  private void assertRefused(Class<? extends Exception> expected, byte[] encrypted, byte[] data) {
    assertThatExceptionOfType(expected)
        .isThrownBy(
            () -> {
              try (InputStream plain = decryption().decrypt(new ByteArrayInputStream(encrypted))) {
                assertShowsNothingWrong(plain, data);
              }
            });
    assertThatExceptionOfType(expected)
        .isThrownBy(
            () -> {
              try (InputStream plain =
                  decryption().decrypt(new MemoryRanges(encrypted)).readAll()) {
                assertShowsNothingWrong(plain, data);
              }
            });
  }

  /** Reads to the end, or to the exception that is hoped for. */
  private static void assertShowsNothingWrong(InputStream plain, byte[] data) throws IOException {
    byte[] buffer = new byte[8192];
    int shown = 0;
    int count = plain.read(buffer);
    while (count >= 0) {
      if (shown + count > data.length
          || !Arrays.equals(buffer, 0, count, data, shown, shown + count)) {
        fail("bytes were shown that were never written");
      }
      shown += count;
      count = plain.read(buffer);
    }
  }
}
