package dev.lifeboat.crypto.minisign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinisignTest {
  private static final byte[] DOCUMENT = "document".getBytes(StandardCharsets.US_ASCII);
  private static final int OPS_LIMIT_END = 38 + 7;
  private static final int MEM_LIMIT_END = 46 + 7;
  private static final char[] PASSWORD = "correct hörse".toCharArray();

  @TempDir private Path folder;

  @Test
  void whileOneKeyFollowsAnotherBothAreTrusted() {
    SigningKey first = SigningKey.generate();
    SigningKey second = SigningKey.generate();
    SignatureVerifier both = Minisign.verifying(first.publicKey(), second.publicKey());

    for (SigningKey key : List.of(first, second)) {
      assertThat(both.verify(DOCUMENT, Minisign.signing(key).sign(DOCUMENT, "s"))).isEqualTo("s");
    }
    SigningKey third = SigningKey.generate();
    assertThatThrownBy(() -> both.verify(DOCUMENT, Minisign.signing(third).sign(DOCUMENT, "s")))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(third.publicKey().id().toString())
        .hasMessageContaining(first.publicKey().id().toString());
  }

  @Test
  void aKeyThatBearsTheNumberOfAnotherIsNotTaken() {
    SigningKey real = SigningKey.generate();
    SigningKey forged = new SigningKey(real.publicKey().id(), new byte[32]);

    assertThatThrownBy(
            () ->
                Minisign.verifying(real.publicKey())
                    .verify(DOCUMENT, Minisign.signing(forged).sign(DOCUMENT, "s")))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void aTrustedCommentIsNotTakenFromAnotherSignature() {
    SigningKey key = SigningKey.generate();
    List<String> one = lines(Minisign.signing(key).sign(DOCUMENT, "one"));
    List<String> other = lines(Minisign.signing(key).sign("x".getBytes(), "other"));
    String mixed =
        String.join("\n", one.get(0), one.get(1), other.get(2), other.get(3)).concat("\n");

    assertThatThrownBy(() -> Minisign.verifying(key.publicKey()).verify(DOCUMENT, mixed.getBytes()))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("trusted comment");
  }

  @Test
  void keysAreWrittenForTheirOwnerAloneAndReadAgain() throws Exception {
    SigningKey key = SigningKey.generate();
    Path open = folder.resolve("open.key");
    Path locked = folder.resolve("locked.key");
    key.write(open);
    key.write(locked, PASSWORD);

    assertThat(SigningKey.read(open).publicKey()).isEqualTo(key.publicKey());
    assertThat(SigningKey.read(open, PASSWORD).publicKey()).isEqualTo(key.publicKey());
    assertThat(SigningKey.read(locked, PASSWORD).publicKey()).isEqualTo(key.publicKey());
    assertThat(SigningKey.isEncrypted(open)).isFalse();
    assertThat(SigningKey.isEncrypted(locked)).isTrue();
    for (Path file : List.of(open, locked)) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThatThrownBy(() -> key.write(open)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> SigningKey.read(locked))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("give its password");
    assertThatThrownBy(() -> SigningKey.read(locked, "wrong".toCharArray()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("The password does not open");
  }

  @Test
  void aPublicKeyIsReadAsTextAndFromAFile() throws Exception {
    VerificationKey key = SigningKey.generate().publicKey();
    Path file = Files.writeString(folder.resolve("key.pub"), "untrusted comment: x\n" + key + "\n");

    assertThat(VerificationKey.parse(" " + key + "\n")).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(VerificationKey.read(file)).isEqualTo(key);
    assertThat(VerificationKey.read(Files.writeString(folder.resolve("bare"), key.toString())))
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RW",
        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        "RWTWDVhcEO/PEw0Mqh40I2is6pvMSFKwX1GET93n+e2IyGf7Wwbid3PX=",
        // All zeros, a point of small order, for which anyone could sign.
        "RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoPublicKeyIsRefused(String text) throws IOException {
    assertThatThrownBy(() -> VerificationKey.parse(text)).isInstanceOf(RefusedException.class);
    Path file = Files.writeString(folder.resolve("key.pub"), text);
    assertThatThrownBy(() -> VerificationKey.read(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aPrivateKeyFileThatIsDamagedAnywhereIsRefusedAndShowsNothing() throws Exception {
    Path file = folder.resolve("good.key");
    SigningKey.generate().write(file);
    byte[] good = Base64.getDecoder().decode(Files.readAllLines(file).get(1));
    // The last 32 bytes are a checksum that an unencrypted key does not use; the salt is unused
    // too.
    for (int i = 0; i < good.length - 32; i++) {
      if (i >= 6 && i < 54 + 8) {
        continue;
      }
      byte[] altered = good.clone();
      altered[i] ^= 1;
      String secret = Base64.getEncoder().encodeToString(altered);
      Path damaged = keyFile("key-" + i, secret);
      assertThatThrownBy(() -> SigningKey.read(damaged))
          .as("byte %d", i)
          .isInstanceOf(RefusedException.class)
          .message()
          .contains(damaged.toString())
          .doesNotContain(secret.substring(80, 100));
    }
  }

  @Test
  void aKeyThatAsksForAbsurdWorkIsRefused() throws Exception {
    Path file = folder.resolve("good.key");
    SigningKey.generate().write(file, PASSWORD);
    byte[] bytes = Base64.getDecoder().decode(Files.readAllLines(file).get(1));
    // The limit of work, and that of memory along with it.
    for (int position : new int[] {OPS_LIMIT_END, MEM_LIMIT_END}) {
      bytes[position] = 0x7f;
      Path hostile = keyFile("hostile-" + position, Base64.getEncoder().encodeToString(bytes));
      assertThatThrownBy(() -> SigningKey.read(hostile, PASSWORD))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no password needs");
    }
  }

  @Test
  void aDestroyedKeySignsNothingAndNoSecretIsShown() {
    SigningKey key = SigningKey.generate();
    assertThat(key.toString()).isEqualTo("signing key of " + key.publicKey());
    assertThat(Minisign.signing(key).toString()).contains(key.publicKey().toString());

    key.destroy();

    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(() -> Minisign.signing(key).sign(DOCUMENT, "s"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.write(folder.resolve("destroyed")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("destroyed")).doesNotExist();
  }

  private Path keyFile(String name, String secret) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, "untrusted comment: x\n" + secret + "\n");
  }

  private static List<String> lines(byte[] signature) {
    return new String(signature, StandardCharsets.UTF_8).lines().toList();
  }
}
