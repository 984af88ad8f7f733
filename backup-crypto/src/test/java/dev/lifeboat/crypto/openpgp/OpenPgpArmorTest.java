package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in the armor of text that {@code gpg --armor} gives them. */
class OpenPgpArmorTest {
  private static final OpenPgpPassphrase PASSPHRASE =
      OpenPgpPassphrase.of("correct horse".toCharArray(), 0x10);

  private final byte[] plain = data(100_000);
  private final String armored = armored(plain);

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\n\n%s", "%s\n \r\n"})
  void isRead(String form) throws IOException {
    assertThat(decrypted(form.formatted(armored))).isEqualTo(plain);
    assertThat(decrypted(form.formatted(armored.replace("\n", "\r\n")))).isEqualTo(plain);
  }

  @Test
  void anyRangeIsRead() throws IOException {
    byte[] bytes = armored.getBytes(StandardCharsets.US_ASCII);
    ByteRanges ranges = OpenPgp.with(PASSPHRASE).decrypt(ranges(bytes));
    assertThat(ranges.sizeBytes()).isEqualTo(plain.length);
    try (InputStream range = ranges.read(99_990, 20)) {
      assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(plain, 99_990, 100_000));
    }
  }

  @Test
  void anythingElseIsDamage() {
    assertDamaged(armored.substring(0, armored.length() / 2), "cut off");
    assertDamaged(armored.substring(0, 20), "does not begin with");
    assertDamaged(armored.replace("PGP MESSAGE", "PGP PUBLIC KEY BLOCK"), "does not begin with");
    assertDamaged(armored.replace("PGP MESSAGE", "AGE ENCRYPTED FILE"), "does not begin with");
    assertDamaged(armored + "and more", "something follows its armor");
    assertDamaged(armored + armored, "something follows its armor");
    assertDamaged("-- \nthe marks of all pupils", "does not begin with");
  }

  /** What no bit of the message depends on may differ: the checksum and the end of the armor. */
  @Test
  void anAlteredLetterNeverGivesOtherData() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      StringBuilder altered = new StringBuilder(armored);
      altered.setCharAt(random.nextInt(armored.length()), (char) ('!' + random.nextInt(94)));
      try {
        assertThat(decrypted(altered.toString())).isEqualTo(plain);
      } catch (DamagedException | RefusedException e) {
        assertThat(e).hasMessageContaining("OpenPGP");
      }
    }
  }

  @Test
  void aSourceThatFailsIsNoDamage() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(
                armored.substring(0, 20_000).getBytes(StandardCharsets.US_ASCII)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThatIOException()
        .isThrownBy(() -> OpenPgp.with(PASSPHRASE).decrypt(broken).read())
        .withMessageContaining("connection reset");
  }

  private static void assertDamaged(String text, String reason) {
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> decrypted(text))
        .withMessageContaining(reason);
  }

  private static ByteRanges ranges(byte[] bytes) {
    return new ByteRanges() {
      @Override
      public long sizeBytes() {
        return bytes.length;
      }

      @Override
      public InputStream read(long offset, long length) {
        return new ByteArrayInputStream(bytes, (int) offset, (int) length);
      }
    };
  }

  private static byte[] data(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  private static String armored(byte[] data) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = new ArmoredOutputStream(target);
        FinishableOutputStream stream = OpenPgp.to(PASSPHRASE).encrypt(armor)) {
      stream.write(data);
      stream.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return target.toString(StandardCharsets.US_ASCII);
  }

  private static byte[] decrypted(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (InputStream source = OpenPgp.with(PASSPHRASE).decrypt(new ByteArrayInputStream(bytes))) {
      return source.readAllBytes();
    }
  }
}
