package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientKindsTest {
  private static final byte[] PLAIN = "the marks of all pupils".getBytes(StandardCharsets.US_ASCII);

  @Test
  void aHybridKeyIsReadAndWritten() {
    HybridIdentity identity = HybridIdentity.generate();
    String recipient = identity.recipient().toString();
    assertThat(recipient).startsWith("age1pq1").hasSize(1959);
    assertThat(AgeRecipient.parse(recipient)).isEqualTo(identity.recipient());
    assertThat(AgeIdentity.parse(new String(identity.encoded())).recipient())
        .isEqualTo(identity.recipient());
    assertThat(new String(identity.encoded())).startsWith("AGE-SECRET-KEY-PQ-1");
    assertThat(identity.toString()).contains(recipient).doesNotContain("SECRET");
  }

  @Test
  void aHybridKeyWithNumbersOutOfRangeIsRefused() {
    byte[] key = new byte[Hybrid.PUBLIC_KEY_LENGTH];
    Arrays.fill(key, (byte) 0xff);
    assertMalformed(new String(Bech32.encode("age1pq", key)));
    Arrays.fill(key, (byte) 0);
    assertMalformed(new String(Bech32.encode("age1pq", key)));
    assertMalformed(new String(Bech32.encode("age1pq", new byte[32])));
    assertMalformed("age1pq1");
  }

  private static void assertMalformed(String recipient) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(recipient))
        .withMessageContaining("ML-KEM-768 and X25519")
        .withMessageContaining("copy the 1,959 characters");
  }

  @Test
  void postQuantumKeysAreNotMixedWithOthers() {
    HybridRecipient safe = HybridIdentity.generate().recipient();
    AgeRecipient unsafe = X25519Identity.generate().recipient();
    assertThat(Age.to(safe, HybridIdentity.generate().recipient()).recipients()).hasSize(2);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Age.to(safe, unsafe))
        .withMessageContaining("age1pq1");
  }

  @Test
  void aPassphraseStaysAlone() {
    PassphraseRecipient passphrase = passphrase("correct horse");
    assertThat(Age.to(passphrase).recipients()).containsExactly("passphrase");
    for (AgeRecipient other :
        List.of(
            X25519Identity.generate().recipient(),
            HybridIdentity.generate().recipient(),
            passphrase("another"))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> Age.to(passphrase, other))
          .withMessageContaining("only recipient");
    }
  }

  @Test
  void everyKindOpensWhatSeveralKindsShare() throws IOException {
    X25519Identity native1 = X25519Identity.generate();
    SshIdentity ssh = SshKeys.newIdentity();
    byte[] encrypted = encrypted(Age.to(native1.recipient(), ssh.recipient()));
    assertThat(decrypted(encrypted, native1)).isEqualTo(PLAIN);
    assertThat(decrypted(encrypted, ssh)).isEqualTo(PLAIN);
    assertThat(decrypted(encrypted, HybridIdentity.generate(), ssh)).isEqualTo(PLAIN);
  }

  @Test
  void aPassphraseHasAnyCharactersAndIsNotShown() throws IOException {
    byte[] encrypted = encrypted(Age.to(passphrase("Schlüssel 🔑")));
    assertThat(decrypted(encrypted, PassphraseIdentity.of("Schlüssel 🔑".toCharArray())))
        .isEqualTo(PLAIN);
    PassphraseIdentity wrong = PassphraseIdentity.of("Schluessel".toCharArray());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, wrong))
        .withMessageContaining("tried: passphrase")
        .withMessageNotContaining("Schl");
    assertThat(wrong + " " + wrong.recipient()).doesNotContain("Schl");
  }

  @Test
  void aDestroyedPassphraseDoesNothing() {
    PassphraseIdentity identity = PassphraseIdentity.of("correct horse".toCharArray());
    PassphraseRecipient recipient = identity.recipient();
    identity.destroy();
    assertThat(recipient.isDestroyed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> encrypted(Age.to(recipient)));
  }

  @Test
  void anEmptyPassphraseIsRefused() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> PassphraseRecipient.of(new char[0]));
  }

  @Test
  void theUsualWorkFactorIsThatOfAge() throws IOException {
    PassphraseIdentity identity = PassphraseIdentity.of("correct horse".toCharArray());
    byte[] encrypted = encrypted(Age.to(PassphraseRecipient.of("correct horse".toCharArray())));
    assertThat(new String(encrypted, 0, 70, StandardCharsets.ISO_8859_1))
        .containsPattern("-> scrypt [A-Za-z0-9+/]{22} 18\n");
    assertThat(decrypted(encrypted, identity)).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 23})
  void aWorkFactorOutOfBoundsIsAMistake(int workFactor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> passphrase("correct horse").withWorkFactor(workFactor));
  }

  @Test
  void aWorkFactorBeyondTheBoundIsNotTried() {
    String header =
        "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 23\n"
            + "qW9eVsT0NVb/Vswtw8kPIxUnaYmm9Px1dYmq2+4+qZA\n"
            + "--- 38TpQMxQRRNMfmYYpBX6DDrPx4/QY5UmJnhPyVoX/cw\n";
    PassphraseIdentity identity = PassphraseIdentity.of("password".toCharArray());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(header.getBytes(StandardCharsets.US_ASCII), identity))
        .withMessageContaining("work factor of 23")
        .withMessageContaining("22 is the most");
  }

  @Test
  void anSshKeyIsReadAndWritten() {
    SshRecipient recipient = SshKeys.newIdentity().recipient();
    assertThat(AgeRecipient.parse(recipient + " anna@school")).isEqualTo(recipient);
    assertThat(AgeRecipient.parse(recipient + " anna@school")).hasToString(recipient.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh-ed25519",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDX",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY"
      })
  void otherSshKeysAreRefused(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(text))
        .withMessageContaining("no ssh-ed25519 public key");
  }

  @Test
  void aDamagedSshPrivateKeyIsRefusedAndNotShown() {
    String file = SshKeys.newPrivateKey();
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      char[] damaged = file.toCharArray();
      damaged[36 + random.nextInt(file.length() - 36)] ^= (char) (1 << random.nextInt(6));
      try {
        // A bit of the comment or the padding does not matter.
        assertThat(SshIdentity.parse(new String(damaged)).recipient())
            .isEqualTo(SshIdentity.parse(file).recipient());
      } catch (RefusedException e) {
        assertThat(e).hasNoCause().hasMessageContaining("SSH");
      }
    }
  }

  @Test
  void anSshPrivateKeyWithPassphraseIsRefusedWithAdvice() {
    byte[] key = new byte[32];
    key[0] = 1;
    String file = SshKeys.file("aes256-ctr", key, new byte[64]);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> SshIdentity.parse(file))
        .withMessageContaining("ssh-keygen -p");
  }

  @Test
  void aStanzaBesideAPassphraseIsDamageForEveryone() {
    String header =
        "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 10\n"
            + "qW9eVsT0NVb/Vswtw8kPIxUnaYmm9Px1dYmq2+4+qZA\n-> grease\n\n"
            + "--- 38TpQMxQRRNMfmYYpBX6DDrPx4/QY5UmJnhPyVoX/cw\n";
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(
            () -> decrypted(header.getBytes(StandardCharsets.US_ASCII), X25519Identity.generate()));
  }

  private static PassphraseRecipient passphrase(String text) {
    return PassphraseRecipient.of(text.toCharArray()).withWorkFactor(2);
  }

  private static byte[] encrypted(Encryption encryption) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption.encrypt(target)) {
      stream.write(PLAIN);
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
