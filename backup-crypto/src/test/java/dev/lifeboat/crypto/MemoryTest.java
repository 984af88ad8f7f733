package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stream that is open holds, and what one for age ever allocates: little, at any length. */
class MemoryTest {
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final int STREAMS = 100;
  private static final int LENGTH = 4 * 1024 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private static Path folder;

  private record Keys(Encryption encryption, Decryption decryption) {}

  enum Kind {
    X25519 {
      @Override
      Keys make() {
        X25519Identity identity = X25519Identity.generate();
        return new Keys(Age.to(identity.recipient()), Age.with(identity));
      }
    },
    HYBRID {
      @Override
      Keys make() {
        HybridIdentity identity = HybridIdentity.generate();
        return new Keys(Age.to(identity.recipient()), Age.with(identity));
      }
    },
    OPENPGP {
      @Override
      Keys make() {
        OpenPGPKey key = OpenPgpKeys.legacy("anna");
        return new Keys(
            OpenPgp.to(OpenPgpKeys.publicKeys(key)),
            OpenPgp.with(OpenPgpKeys.secretKeys(key, folder)));
      }
    };

    abstract Keys make();
  }

  static Stream<Arguments> kindsOfAgeAndBuffers() {
    return kindsAndBuffers().filter(arguments -> arguments.get()[0] != Kind.OPENPGP);
  }

  static Stream<Arguments> kindsAndBuffers() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(8, 128).map(kib -> Arguments.of(kind, kib * 1024)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndBuffers")
  void anEncryptingStreamHoldsLittle(Kind kind, int bufferBytes) throws IOException {
    Encryption encryption = kind.make().encryption();
    byte[] buffer = new byte[bufferBytes];
    assertHoldsLittle(
        () -> {
          FinishableOutputStream stream = encryption.encrypt(OutputStream.nullOutputStream());
          for (int written = 0; written < LENGTH / 2; written += bufferBytes) {
            stream.write(buffer);
          }
          return stream;
        });
  }

  @ParameterizedTest
  @MethodSource("kindsAndBuffers")
  void aDecryptingStreamHoldsLittle(Kind kind, int bufferBytes) throws IOException {
    Keys keys = kind.make();
    byte[] encrypted = encrypted(keys.encryption(), LENGTH);
    byte[] buffer = new byte[bufferBytes];
    assertHoldsLittle(
        () -> {
          InputStream stream = keys.decryption().decrypt(new ByteArrayInputStream(encrypted));
          stream.readNBytes(buffer, 0, bufferBytes);
          return stream;
        });
  }

  @ParameterizedTest
  @MethodSource("kindsAndBuffers")
  void aRangeHoldsLittle(Kind kind, int bufferBytes) throws IOException {
    Keys keys = kind.make();
    byte[] encrypted = encrypted(keys.encryption(), LENGTH);
    byte[] buffer = new byte[bufferBytes];
    assertHoldsLittle(
        () -> {
          InputStream range = keys.decryption().decrypt(new Bytes(encrypted)).read(100_000, LENGTH);
          range.readNBytes(buffer, 0, bufferBytes);
          return range;
        });
  }

  /** Also of garbage: the encryption of a long file is no work for the collector. */
  @ParameterizedTest
  @MethodSource("kindsOfAgeAndBuffers")
  void ageMakesLittleGarbage(Kind kind, int bufferBytes) throws IOException {
    Keys keys = kind.make();
    byte[] once = encrypted(keys.encryption(), bufferBytes);
    byte[] often = encrypted(keys.encryption(), 16 * LENGTH);
    read(keys.decryption(), once, bufferBytes);
    long few = allocated(() -> read(keys.decryption(), once, bufferBytes));
    long many = allocated(() -> read(keys.decryption(), often, bufferBytes));
    long chunks = (16L * LENGTH - bufferBytes) / ChunkCipher.PLAIN_LENGTH;
    assertThat((many - few) / chunks).as("garbage of a chunk").isLessThan(8 * 1024);
  }

  private interface Opening {
    Closeable open() throws IOException;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void assertHoldsLittle(Opening opening) throws IOException {
    opening.open().close();
    List<Closeable> streams = new ArrayList<>(STREAMS);
    long before = used();
    try {
      for (int i = 0; i < STREAMS; i++) {
        streams.add(opening.open());
      }
      assertThat((used() - before) / STREAMS).isLessThan(LIMIT_BYTES);
    } finally {
      for (Closeable stream : streams) {
        stream.close();
      }
    }
  }

  /** What is left of the heap's use once all garbage is gone. */
  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long allocated(Work work) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] encrypted(Encryption encryption, int length) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption.encrypt(target)) {
      stream.write(new byte[length]);
      stream.finish();
    }
    return target.toByteArray();
  }

  private static void read(Decryption decryption, byte[] encrypted, int bufferBytes)
      throws IOException {
    byte[] buffer = new byte[bufferBytes];
    try (InputStream stream = decryption.decrypt(new ByteArrayInputStream(encrypted))) {
      while (stream.read(buffer) >= 0) {
        // Only what that allocates is of interest.
      }
    }
  }

  private record Bytes(byte[] bytes) implements ByteRanges {
    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public InputStream read(long offset, long length) {
      return new ByteArrayInputStream(
          bytes, (int) offset, (int) Math.min(length, bytes.length - offset));
    }
  }
}
