package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.codec.Plaintext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every {@link Encryption} and the {@link Decryption} that belongs to it, even for
 * {@link Plaintext}. What protects in earnest inherits {@link AuthenticatedEncryptionContract}.
 */
public abstract class EncryptionContract {
  private static final int CHUNK = 64 * 1024;

  /** For implementations. */
  protected EncryptionContract() {}

  /** What is judged. */
  protected abstract Encryption encryption();

  /** Decrypts what {@link #encryption()} makes. */
  protected abstract Decryption decryption();

  /** Sizes around the boundaries of chunks of 64 KiB. */
  protected static IntStream sizes() {
    return IntStream.of(
        0,
        1,
        2,
        15,
        16,
        17,
        4095,
        4096,
        4097,
        CHUNK - 17,
        CHUNK - 16,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
        CHUNK + 16,
        2 * CHUNK - 1,
        2 * CHUNK,
        2 * CHUNK + 1,
        3 * CHUNK,
        5 * CHUNK + 4321);
  }

  /** Bytes that look random and are the same every time. */
  protected static byte[] data(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  /** The whole output for the data. */
  protected final byte[] encrypted(byte[] data) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption().encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    return target.toByteArray();
  }

  /** All that the stream shows. */
  protected static byte[] decrypted(Decryption decryption, byte[] encrypted) throws IOException {
    try (InputStream plain = decryption.decrypt(new ByteArrayInputStream(encrypted))) {
      return plain.readAllBytes();
    }
  }

  /** All that the ranges show. */
  protected static byte[] decryptedByRange(Decryption decryption, byte[] encrypted)
      throws IOException {
    try (InputStream plain = decryption.decrypt(new MemoryRanges(encrypted)).readAll()) {
      return plain.readAllBytes();
    }
  }

  @Test
  void bothSidesNameTheSameScheme() {
    assertThat(decryption().scheme()).isEqualTo(encryption().scheme()).isNotBlank();
    assertThat(encryption().extension()).doesNotStartWith(".").doesNotContain("/");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatWasEncryptedIsDecrypted(int size) throws IOException {
    byte[] data = data(size);
    byte[] encrypted = encrypted(data);
    assertThat(decrypted(decryption(), encrypted)).isEqualTo(data);
    assertThat(decryptedByRange(decryption(), encrypted)).isEqualTo(data);
    assertThat(decryption().decrypt(new MemoryRanges(encrypted)).sizeBytes()).isEqualTo(size);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void anyRangeIsTheSamePartOfTheStream(int size) throws IOException {
    byte[] data = data(size);
    ByteRanges ranges = decryption().decrypt(new MemoryRanges(encrypted(data)));
    Random random = new Random(size);
    for (int i = 0; i < 50; i++) {
      int offset = random.nextInt(size + 2);
      int length = random.nextInt(random.nextBoolean() ? 100 : size + 100);
      assertRange(ranges, data, offset, length);
    }
    for (int edge = 0; edge <= size; edge += CHUNK) {
      assertRange(ranges, data, Math.max(0, edge - 1), 2);
      assertRange(ranges, data, edge, CHUNK);
      assertRange(ranges, data, edge, 0);
    }
  }

  private static void assertRange(ByteRanges ranges, byte[] data, int offset, int length)
      throws IOException {
    int start = Math.min(offset, data.length);
    byte[] expected = Arrays.copyOfRange(data, start, Math.min(start + length, data.length));
    try (InputStream range = ranges.read(offset, length)) {
      assertThat(range.readAllBytes()).as("%d from %d", length, offset).isEqualTo(expected);
    }
  }

  @Test
  void writesAndReadsOfAnyLengthDoNotMatter() throws IOException {
    byte[] data = data(3 * CHUNK + 5);
    Random random = new Random(7);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption().encrypt(target)) {
      int written = 0;
      while (written < data.length) {
        int count = Math.min(random.nextInt(3000), data.length - written);
        stream.write(data, written, count);
        written += count;
        if (written < data.length) {
          stream.write(data[written++]);
        }
        stream.flush();
      }
      stream.finish();
    }
    InputStream trickle = new Trickle(new ByteArrayInputStream(target.toByteArray()));
    try (InputStream plain = decryption().decrypt(trickle)) {
      assertThat(plain.read()).isEqualTo(data[0] & 0xff);
      assertThat(plain.readAllBytes()).isEqualTo(Arrays.copyOfRange(data, 1, data.length));
      assertThat(plain.read()).isEqualTo(-1);
    }
  }

  @Test
  void theTargetStaysOpen() throws IOException {
    Watched target = new Watched();
    FinishableOutputStream finished = encryption().encrypt(target);
    finished.finish();
    finished.close();
    encryption().encrypt(target).close();
    assertThat(target.closed).isFalse();
  }

  @Test
  void theSourceIsClosedWithTheResult() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream source =
        new FilterInputStream(new ByteArrayInputStream(encrypted(data(10)))) {
          @Override
          public void close() throws IOException {
            closed[0] = true;
            super.close();
          }
        };
    decryption().decrypt(source).close();
    assertThat(closed[0]).isTrue();
  }

  @Test
  void nothingIsWrittenAfterTheEnd() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    FinishableOutputStream stream = encryption().encrypt(target);
    stream.write(data(100));
    stream.finish();
    int size = target.size();
    assertThatIOException().isThrownBy(() -> stream.write(1));
    assertThatIOException().isThrownBy(() -> stream.write(data(CHUNK)));
    assertThatIOException().isThrownBy(stream::finish);
    stream.close();
    stream.close();
    assertThat(target.size()).isEqualTo(size);
  }

  @Test
  void aClosedStreamCannotBeFinished() throws IOException {
    FinishableOutputStream stream = encryption().encrypt(new ByteArrayOutputStream());
    stream.write(1);
    stream.close();
    assertThatIOException().isThrownBy(stream::finish);
  }

  @Test
  void aStreamWhoseTargetFailedCannotBeFinished() throws IOException {
    Watched target = new Watched();
    FinishableOutputStream stream = encryption().encrypt(target);
    target.broken = true;
    assertThatIOException().isThrownBy(() -> stream.write(data(3 * CHUNK)));
    target.broken = false;
    assertThatIOException().isThrownBy(stream::finish);
    assertThatIOException().isThrownBy(() -> stream.write(1));
  }

  @Test
  void aFailingSourceIsNoEnd() throws IOException {
    byte[] encrypted = encrypted(data(3 * CHUNK));
    for (int taken : new int[] {0, 10, 1000, CHUNK, 2 * CHUNK + 1000, encrypted.length}) {
      InputStream source = new Failing(new ByteArrayInputStream(encrypted), taken);
      assertThatThrownBy(
              () -> {
                try (InputStream plain = decryption().decrypt(source)) {
                  plain.transferTo(OutputStream.nullOutputStream());
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessage("unplugged");
    }
  }

  @Test
  void manyThreadsShareIt() throws IOException {
    List<byte[]> datas = IntStream.range(0, 16).mapToObj(i -> data(CHUNK + i)).toList();
    ByteRanges shared = decryption().decrypt(new MemoryRanges(encrypted(datas.get(0))));
    datas.parallelStream()
        .forEach(
            data -> {
              try {
                assertThat(decrypted(decryption(), encrypted(data))).isEqualTo(data);
                assertRange(shared, datas.get(0), data.length % 1000, CHUNK);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Remembers whether it was closed, and fails when told to. */
  private static final class Watched extends OutputStream {
    private boolean closed;
    private boolean broken;

    @Override
    public void write(int b) throws IOException {
      if (broken) {
        throw new IOException("unplugged");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Gives less than asked for, as networks do. */
  private static final class Trickle extends FilterInputStream {
    private final Random random = new Random(3);

    Trickle(InputStream source) {
      super(source);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(2000)));
    }
  }

  /** Fails after some bytes. */
  private static final class Failing extends FilterInputStream {
    private int left;

    Failing(InputStream source, int left) {
      super(source);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("unplugged");
      }
      int count = super.read(bytes, offset, Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
