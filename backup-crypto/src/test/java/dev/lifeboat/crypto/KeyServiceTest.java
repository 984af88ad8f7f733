package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyServiceTest {
  private static final byte[] PLAIN = "the marks of all pupils".getBytes(StandardCharsets.US_ASCII);
  private static final char[] PASSWORD = "correct horse".toCharArray();

  @TempDir private static Path keyFolder;

  private static Path store;

  @TempDir private Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    store = KeyStores.in(keyFolder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes", "rsa", "ec"})
  void aKeyInAKeyStoreOpensWhatWasEncryptedToIt(String alias) throws Exception {
    Path file = store;
    KeyService service = KeyStoreService.open(file, PASSWORD, alias);
    assertThat(service.name()).matches("keystore:" + alias + ":[0-9a-f]{16}");
    byte[] encrypted = encrypted(KeyServiceRecipient.of(service));
    KeyService again = KeyStoreService.open(file, PASSWORD, alias);
    assertThat(again.name()).isEqualTo(service.name());
    assertThat(decrypted(encrypted, KeyServiceIdentity.of(again))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void aCertificateAloneEncryptsAndDoesNotDecrypt(String alias) throws Exception {
    Path file = store;
    KeyService whole = KeyStoreService.open(file, PASSWORD, alias);
    KeyService certificate = KeyStoreService.of(KeyStores.certificatesOf(file), PASSWORD, alias);
    assertThat(certificate.name()).isEqualTo(whole.name());
    byte[] encrypted = encrypted(KeyServiceRecipient.of(certificate));
    assertThat(decrypted(encrypted, KeyServiceIdentity.of(whole))).isEqualTo(PLAIN);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, KeyServiceIdentity.of(certificate)))
        .withMessageContaining("keystore:" + alias);
  }

  @Test
  void stockAgeOpensTheFileForItsOtherRecipients() throws Exception {
    Skips.unless(Skips.installed("age"), "age is not installed (Debian package age)");
    X25519Identity paper = X25519Identity.generate();
    Path keys = folder.resolve("paper.txt");
    IdentityFile.write(keys, paper, Instant.EPOCH);
    KeyService service = KeyStoreService.open(store, PASSWORD, "aes");
    Path file = folder.resolve("volume.age");
    Files.write(file, encrypted(KeyServiceRecipient.of(service), paper.recipient()));
    Process process =
        new ProcessBuilder("age", "-d", "-i", keys.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.getInputStream().readAllBytes()).isEqualTo(PLAIN);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aServiceIsAskedOnlyForWhatNamesIt() throws IOException {
    Xor mine = new Xor("mine");
    byte[] encrypted =
        encrypted(KeyServiceRecipient.of(new Xor("another")), KeyServiceRecipient.of(mine));
    assertThat(decrypted(encrypted, KeyServiceIdentity.of(mine))).isEqualTo(PLAIN);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, KeyServiceIdentity.of(new Xor("third"))))
        .withMessageContaining("tried: key service third");
    assertThat(Age.to(KeyServiceRecipient.of(mine)).recipients())
        .containsExactly("key service mine");
  }

  @Test
  void aServiceThatCannotBeReachedIsToldAsThat() throws IOException {
    Xor service = new Xor("mine");
    byte[] encrypted = encrypted(KeyServiceRecipient.of(service));
    service.reachable = false;
    assertThatIOException().isThrownBy(() -> encrypted(KeyServiceRecipient.of(service)));
    assertThatIOException().isThrownBy(() -> decrypted(encrypted, KeyServiceIdentity.of(service)));
  }

  @Test
  void aServiceThatGivesAnotherKeyIsSeen() throws IOException {
    Xor service = new Xor("mine");
    byte[] encrypted = encrypted(KeyServiceRecipient.of(service));
    for (int length : new int[] {0, 15, 16, 17}) {
      service.answer = new byte[length];
      assertThatExceptionOfType(DamagedException.class)
          .isThrownBy(() -> decrypted(encrypted, KeyServiceIdentity.of(service)));
    }
    service.answer = new byte[20_000];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> encrypted(KeyServiceRecipient.of(service)));
  }

  @Test
  void aDestroyedIdentityAsksNobody() throws IOException {
    Xor service = new Xor("mine");
    byte[] encrypted = encrypted(KeyServiceRecipient.of(service));
    KeyServiceIdentity identity = KeyServiceIdentity.of(service);
    identity.destroy();
    assertThatIllegalStateException().isThrownBy(() -> decrypted(encrypted, identity));
  }

  @Test
  void mistakesAreToldWithoutThePassword() throws Exception {
    Path file = store;
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> KeyStoreService.open(file, "hunter2".toCharArray(), "aes"))
        .withMessageContaining(file.toString())
        .withMessageNotContaining("hunter2");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> KeyStoreService.open(file, PASSWORD, "nothing"))
        .withMessageContaining("no key nothing");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> KeyStoreService.open(folder.resolve("none"), PASSWORD, "aes"))
        .withMessageContaining("no key file");
    for (String name : List.of("", "x".repeat(1025))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> KeyServiceRecipient.of(new Xor(name)));
    }
  }

  private static byte[] encrypted(AgeRecipient first, AgeRecipient... more) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = Age.to(first, more).encrypt(target)) {
      stream.write(PLAIN);
      stream.finish();
    }
    return target.toByteArray();
  }

  private static byte[] decrypted(byte[] encrypted, AgeIdentity identity) throws IOException {
    try (InputStream plain = Age.with(identity).decrypt(new ByteArrayInputStream(encrypted))) {
      return plain.readAllBytes();
    }
  }

  /** A service that is good for tests alone. */
  private static final class Xor implements KeyService {
    private final String name;
    private boolean reachable = true;
    private byte @Nullable [] answer;

    Xor(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] wrap(byte[] key) throws IOException {
      return xor(key);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) throws IOException {
      return xor(wrapped);
    }

    private byte[] xor(byte[] key) throws IOException {
      if (!reachable) {
        throw new IOException("unplugged");
      }
      byte[] result = key.clone();
      for (int i = 0; i < result.length; i++) {
        result[i] ^= (byte) name.hashCode();
      }
      return answer == null ? result : answer;
    }
  }
}
