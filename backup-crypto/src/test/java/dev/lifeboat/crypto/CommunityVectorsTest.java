package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors that all implementations of age share. */
class CommunityVectorsTest {
  private static final Path VECTORS = Skips.fixtures("age-vectors");

  /** What asks for something that this release does not do. */
  private static final Set<String> NOT_DAMAGED =
      Set.of("scrypt_work_factor_23", "version_unsupported");

  static Stream<String> names() throws IOException {
    if (!Files.isDirectory(VECTORS)) {
      return Stream.of("all");
    }
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isJudgedAsExpected(String name) throws IOException {
    Vector vector = read(name);
    switch (vector.expectation()) {
      case "success" -> {
        assertThat(vector.shownByStream().failure()).isNull();
        assertThat(vector.shownByStream().sha256()).isEqualTo(vector.payload());
        assertThat(vector.shownByRanges().failure()).isNull();
        assertThat(vector.shownByRanges().sha256()).isEqualTo(vector.payload());
      }
      case "payload failure" -> {
        Shown shown = vector.shownByStream();
        assertThat(shown.failure()).isInstanceOf(DamagedException.class);
        assertThat(vector.payload()).isIn(shown.sha256(), vector.withChunkWithheld(shown).sha256());
        assertThat(vector.shownByRanges().failure()).isInstanceOf(DamagedException.class);
      }
      case "no match" -> assertOpeningFails(vector, RefusedException.class);
      case "header failure" ->
          assertOpeningFails(
              vector, NOT_DAMAGED.contains(name) ? RefusedException.class : DamagedException.class);
      case "armor failure" -> {
        assertThat(vector.shownByStream().failure()).isInstanceOf(DamagedException.class);
        assertThat(vector.shownByRanges().failure()).isInstanceOf(DamagedException.class);
      }
      case "HMAC failure" -> assertOpeningFails(vector, DamagedException.class);
      default -> throw new IllegalStateException(vector.expectation());
    }
  }

  @Test
  void thereAreAllOfThem() throws IOException {
    needVectors();
    assertThat(names()).hasSizeGreaterThanOrEqualTo(125);
  }

  private static void needVectors() {
    Skips.unless(Files.isDirectory(VECTORS), "the community's age vectors are not here");
  }

  private static void assertOpeningFails(
      Vector vector, Class<? extends LifeboatException> expected) {
    Decryption decryption = vector.decryption();
    assertThatExceptionOfType(expected)
        .isThrownBy(() -> decryption.decrypt(new ByteArrayInputStream(vector.file())));
    assertThatExceptionOfType(expected)
        .isThrownBy(() -> decryption.decrypt(new MemoryRanges(vector.file())));
  }

  private static Vector read(String name) throws IOException {
    needVectors();
    byte[] bytes = Files.readAllBytes(VECTORS.resolve(name));
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n\n");
    Map<String, String> fields = new HashMap<>();
    new String(bytes, 0, end, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(
            field -> fields.merge(field[0], field[1], (first, second) -> first + "\n" + second));
    byte[] file = Arrays.copyOfRange(bytes, end + 2, bytes.length);
    return new Vector(fields, fields.containsKey("compressed") ? inflated(file) : file);
  }

  private static byte[] inflated(byte[] bytes) throws IOException {
    try (InputStream source = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return source.readAllBytes();
    }
  }

  private record Vector(Map<String, String> fields, byte[] file) {
    String expectation() {
      return fields.get("expect");
    }

    String payload() {
      return fields.get("payload");
    }

    /** Some files have none: any will do. */
    List<AgeIdentity> identities() {
      List<AgeIdentity> identities =
          Stream.concat(
                  lines("identity").map(AgeIdentity::parse),
                  lines("passphrase").map(it -> PassphraseIdentity.of(it.toCharArray())))
              .toList();
      return identities.isEmpty() ? List.of(X25519Identity.generate()) : identities;
    }

    private Stream<String> lines(String field) {
      return fields.getOrDefault(field, "").lines();
    }

    Decryption decryption() {
      return Age.with(identities());
    }

    /**
     * The reference shows a full chunk that is marked as the last one and is not, or the reverse,
     * and then fails. Here it is not shown.
     */
    Shown withChunkWithheld(Shown shown) throws IOException {
      byte[] file = withoutArmor();
      Preamble preamble = Preamble.read(new ByteArrayInputStream(file), identities());
      int number = shown.bytes().length / ChunkCipher.PLAIN_LENGTH;
      int start = (int) preamble.sizeBytes() + number * ChunkCipher.SEALED_LENGTH;
      byte[] sealed = Arrays.copyOfRange(file, start, start + ChunkCipher.SEALED_LENGTH);
      byte[] plain = new byte[ChunkCipher.PLAIN_LENGTH];
      for (boolean last : new boolean[] {true, false}) {
        try {
          Aead aead = Aead.opening(preamble.key());
          new ChunkCipher(aead, number).apply(Slice.of(sealed), Slice.of(plain), last);
          return new Shown(
              org.bouncycastle.util.Arrays.concatenate(shown.bytes(), plain), shown.failure());
        } catch (AEADBadTagException e) {
          continue;
        }
      }
      return shown;
    }

    private byte[] withoutArmor() throws IOException {
      InputStream source = new ByteArrayInputStream(file);
      return fields.containsKey("armored")
          ? ArmorInputStream.whole(source).readAllBytes()
          : source.readAllBytes();
    }

    Shown shownByStream() {
      return Shown.by(() -> decryption().decrypt(new ByteArrayInputStream(file)));
    }

    Shown shownByRanges() {
      return Shown.by(() -> decryption().decrypt(new MemoryRanges(file)).readAll());
    }
  }

  /** What was seen until the end, or until the failure. */
  private record Shown(byte[] bytes, Exception failure) {
    interface Opening {
      InputStream open() throws IOException;
    }

    static Shown by(Opening opening) {
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      Exception failure = null;
      try (InputStream plain = opening.open()) {
        plain.transferTo(seen);
      } catch (IOException | LifeboatException e) {
        failure = e;
      }
      return new Shown(seen.toByteArray(), failure);
    }

    String sha256() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
