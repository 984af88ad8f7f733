package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgeTest {
  private static final int SEALED = 64 * 1024 + 16;
  private static final byte[] PLAIN = "the marks of all pupils".getBytes(StandardCharsets.US_ASCII);

  @Test
  void everyRecipientOpensTheFile() throws IOException {
    List<X25519Identity> identities = identities(5);
    byte[] encrypted = encrypted(Age.to(recipients(identities)), PLAIN);
    for (X25519Identity identity : identities) {
      assertThat(decrypted(encrypted, identity)).isEqualTo(PLAIN);
    }
  }

  @Test
  void identitiesThatAreNotMeantDoNotDisturb() throws IOException {
    X25519Identity meant = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(meant.recipient())), PLAIN);
    assertThat(decrypted(encrypted, X25519Identity.generate(), meant)).isEqualTo(PLAIN);
  }

  @Test
  void aWrongIdentityIsRefusedByNameAndWithoutSecrets() throws IOException {
    X25519Identity stranger = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(recipients(identities(2))), PLAIN);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, stranger))
        .withMessageContaining("2 recipients")
        .withMessageContaining(stranger.recipient().toString())
        .withMessageNotContaining(new String(stranger.encoded()));
  }

  @Test
  void aRecipientGivenTwiceCountsOnce() {
    X25519Recipient recipient = X25519Identity.generate().recipient();
    assertThat(Age.to(recipient.toString(), " " + recipient + "\n").recipients())
        .containsExactly(recipient.toString());
  }

  @Test
  void nobodyIsRefused() {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(Age::to);
    assertThatExceptionOfType(RefusedException.class).isThrownBy(Age::with);
  }

  @Test
  void aHeaderThatCouldNotBeReadAgainIsNotWritten() throws IOException {
    List<X25519Identity> identities = identities(1300);
    byte[] encrypted = encrypted(Age.to(recipients(identities)), PLAIN);
    assertThat(decrypted(encrypted, identities.get(1299))).isEqualTo(PLAIN);

    List<X25519Recipient> tooMany =
        Stream.concat(identities.stream(), identities(100).stream())
            .map(X25519Identity::recipient)
            .toList();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> encrypted(Age.to(tooMany), PLAIN))
        .withMessageContaining("give fewer");
  }

  @Test
  void aKeyOfLowOrderIsNotEncryptedTo() {
    String zero = new String(Bech32.encode("age", new byte[32]));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> encrypted(Age.to(zero), PLAIN))
        .withMessageContaining(zero);
  }

  @Test
  void aRangeReadsTheChunksThatHoldItAndNoMore() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(identity.recipient())), new byte[10 * 65536]);
    int start = encrypted.length - 10 * SEALED;
    MemoryRanges source = new MemoryRanges(encrypted);

    ByteRanges plain = Age.with(identity).decrypt(source);
    assertThat(source.reads())
        .as("the beginning, and the last chunk, which proves the length")
        .containsExactly(
            new MemoryRanges.Range(0, 4096), new MemoryRanges.Range(start + 9 * SEALED, SEALED));

    source.reads().clear();
    plain.read(2 * 65536 + 100, 65536).close();
    plain.read(5 * 65536, 65536).close();
    plain.read(65536 - 1, 1).close();
    plain.read(10 * 65536, 100).close();
    assertThat(source.reads())
        .containsExactly(
            new MemoryRanges.Range(start + 2 * SEALED, 2 * SEALED),
            new MemoryRanges.Range(start + 5 * SEALED, SEALED),
            new MemoryRanges.Range(start, SEALED));
  }

  @Test
  void aFileCutBetweenChunksIsDamaged() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(identity.recipient())), new byte[3 * 65536]);
    for (int chunks = 1; chunks <= 3; chunks++) {
      for (int more = -17; more <= 17; more++) {
        int length = encrypted.length - chunks * SEALED + more;
        byte[] cut = Arrays.copyOf(encrypted, length);
        assertThatExceptionOfType(DamagedException.class)
            .isThrownBy(() -> decrypted(cut, identity));
        assertThatExceptionOfType(DamagedException.class)
            .isThrownBy(() -> Age.with(identity).decrypt(new MemoryRanges(cut)));
      }
    }
  }

  @Test
  void aRangeBeforeTheBeginningIsAMistake() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(identity.recipient())), PLAIN);
    ByteRanges plain = Age.with(identity).decrypt(new MemoryRanges(encrypted));
    assertThatIllegalArgumentException().isThrownBy(() -> plain.read(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> plain.read(0, -1));
    assertThat(plain.read(3, Long.MAX_VALUE).readAllBytes()).hasSize(PLAIN.length - 3);
  }

  @Test
  void aSourceThatGivesLessThanARangeIsDamagedNotShort() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(identity.recipient())), new byte[4 * 65536]);
    MemoryRanges whole = new MemoryRanges(encrypted);
    ByteRanges shortened =
        new ByteRanges() {
          @Override
          public long sizeBytes() {
            return whole.sizeBytes();
          }

          @Override
          public InputStream read(long offset, long length) {
            return whole.read(offset, length > SEALED ? length - SEALED : length);
          }
        };
    ByteRanges plain = Age.with(identity).decrypt(shortened);
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> plain.read(0, 3 * 65536).readAllBytes());
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> plain.readAll().readAllBytes());
  }

  @Test
  void buffersLargerThanAChunkAreFilledAlike() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    Random random = new Random(6);
    for (int size : new int[] {0, 1, 65535, 65536, 65537, 131072, 200_000, 400_000}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      byte[] encrypted = encrypted(Age.to(identity.recipient()), data);
      for (int i = 0; i < 20; i++) {
        assertThat(readInBulk(encrypted, identity, random)).isEqualTo(data);
      }
    }
  }

  private static byte[] readInBulk(byte[] encrypted, AgeIdentity identity, Random random)
      throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (InputStream plain = Age.with(identity).decrypt(new ByteArrayInputStream(encrypted))) {
      byte[] buffer = new byte[300_000];
      int offset = random.nextInt(1000);
      int count = plain.read(buffer, offset, 1 + random.nextInt(200_000));
      while (count >= 0) {
        seen.write(buffer, offset, count);
        offset = random.nextInt(1000);
        count = plain.read(buffer, offset, 1 + random.nextInt(200_000));
      }
    }
    return seen.toByteArray();
  }

  @Test
  void ofADamagedChunkNothingStaysInALargeBuffer() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] data = new byte[3 * 65536];
    Arrays.fill(data, (byte) 7);
    byte[] encrypted = encrypted(Age.to(identity.recipient()), data);
    encrypted[encrypted.length - SEALED - 20] ^= 1;
    byte[] buffer = new byte[100_000];
    try (InputStream plain = Age.with(identity).decrypt(new ByteArrayInputStream(encrypted))) {
      assertThat(plain.read(buffer)).isEqualTo(65536);
      Arrays.fill(buffer, (byte) 0);
      assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> plain.read(buffer));
      assertThat(buffer).containsOnly(0);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> plain.read(buffer));
    }
  }

  @Test
  void aHugeHeaderIsRefusedBeforeItIsReadToItsEnd() {
    String endless = "age-encryption.org/v1\n-> X25519 " + "A".repeat(10_000_000);
    ByteArrayInputStream source =
        new ByteArrayInputStream(endless.getBytes(StandardCharsets.US_ASCII));
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> Age.with(X25519Identity.generate()).decrypt(source))
        .withMessageContaining("more than 131,072 bytes");
    assertThat(source.available()).isGreaterThan(9_000_000);
  }

  @Test
  void aHeaderForNobodyIsDamaged() {
    String header = "age-encryption.org/v1\n--- " + "A".repeat(43) + "\n";
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(
            () -> decrypted(header.getBytes(StandardCharsets.US_ASCII), X25519Identity.generate()));
  }

  @Test
  void aLaterVersionAsksForANewerRelease() {
    byte[] header = "age-encryption.org/v2\n".getBytes(StandardCharsets.US_ASCII);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(header, X25519Identity.generate()))
        .withMessageContaining("newer release");
  }

  @Test
  void aDestroyedIdentityDecryptsNothing() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    byte[] encrypted = encrypted(Age.to(List.of(identity.recipient())), PLAIN);
    identity.destroy();
    assertThat(identity.isDestroyed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> decrypted(encrypted, identity));
    assertThatIllegalStateException().isThrownBy(identity::encoded);
  }

  private static List<X25519Identity> identities(int count) {
    return IntStream.range(0, count).mapToObj(i -> X25519Identity.generate()).toList();
  }

  private static List<X25519Recipient> recipients(List<X25519Identity> identities) {
    return identities.stream().map(X25519Identity::recipient).toList();
  }

  private static byte[] encrypted(Encryption encryption, byte[] plain) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption.encrypt(target)) {
      stream.write(plain);
      stream.finish();
    }
    return target.toByteArray();
  }

  private static byte[] decrypted(byte[] encrypted, AgeIdentity... identities) throws IOException {
    try (InputStream plain = Age.with(identities).decrypt(new ByteArrayInputStream(encrypted))) {
      return plain.readAllBytes();
    }
  }
}
