package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program gpg, where installed, as an independent judge. */
class GpgTest {
  private static final String PASSPHRASE = "correct horse";

  @TempDir private static Path folder;

  private static Gpg gpg;

  @BeforeAll
  static void makeHome() throws Exception {
    gpg = new Gpg(PASSPHRASE, folder);
    for (String kind : List.of("future-default", "rsa2048", "nistp256")) {
      gpg.create(user(kind), kind.equals("nistp256") ? "nistp256/ecdsa" : kind, "default");
      if (kind.equals("nistp256")) {
        gpg.addSubkey(user(kind), "nistp256/ecdh", "encrypt");
      } else if (kind.equals("rsa2048")) {
        gpg.addSubkey(user(kind), "rsa2048", "encrypt");
      }
    }
  }

  private static String user(String kind) {
    return kind + "@school.example";
  }

  @AfterAll
  static void endHome() throws Exception {
    if (gpg != null) {
      gpg.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"future-default", "rsa2048", "nistp256"})
  void readsWhatIsWrittenHere(String kind) throws Exception {
    List<OpenPgpPublicKey> recipients = OpenPgpPublicKey.read(exported(kind));
    assertThat(recipients).singleElement().hasToString(gpg.fingerprint(user(kind)));
    for (int size : new int[] {0, 1, 65536, 1_000_000}) {
      byte[] data = data(size);
      Path file = encrypted(OpenPgp.to(recipients), data);
      assertThat(gpg.run("--decrypt", file.toString())).hasBinaryContent(data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "future-default,--no-armor",
    "rsa2048,--no-armor",
    "nistp256,--no-armor",
    "rsa2048,--armor",
    "rsa2048,--compress-algo=zlib",
    "rsa2048,--compress-algo=none",
    "rsa2048,--cipher-algo=AES128",
    "rsa2048,--cipher-algo=CAMELLIA256",
    "rsa2048,--throw-keyids",
    "rsa2048,--sign"
  })
  void writesWhatIsReadHere(String kind, String option) throws Exception {
    List<OpenPgpSecretKey> identities =
        OpenPgpSecretKey.read(exportedSecret(kind), PASSPHRASE.toCharArray());
    for (int size : new int[] {0, 300_000}) {
      byte[] data = data(size);
      Path plain = Files.write(Files.createTempFile(folder, "plain", ""), data);
      Path file = gpg.encrypt(user(kind), plain, "-u", user(kind), option);
      try (InputStream source = OpenPgp.with(identities).decrypt(Files.newInputStream(file))) {
        assertThat(source.readAllBytes()).isEqualTo(data);
      }
    }
  }

  @Test
  void sharesPassphrases() throws Exception {
    byte[] data = data(100_000);
    OpenPgpPassphrase passphrase = OpenPgpPassphrase.of(PASSPHRASE.toCharArray());
    Path ours = encrypted(OpenPgp.to(passphrase), data);
    assertThat(gpg.run("--decrypt", ours.toString())).hasBinaryContent(data);

    Path plain = Files.write(Files.createTempFile(folder, "plain", ""), data);
    Path theirs = gpg.run("--symmetric", "--output", "-", plain.toString());
    try (InputStream source = OpenPgp.with(passphrase).decrypt(Files.newInputStream(theirs))) {
      assertThat(source.readAllBytes()).isEqualTo(data);
    }
    OpenPgpPassphrase wrong = OpenPgpPassphrase.of("battery".toCharArray());
    try (InputStream source = OpenPgp.with(wrong).decrypt(Files.newInputStream(theirs))) {
      assertThatExceptionOfType(RefusedException.class).isThrownBy(source::readAllBytes);
    }
  }

  @Test
  void aWrongPassphraseOfAKeyIsRefusedAndNotShown() throws Exception {
    Path file = exportedSecret("future-default");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpSecretKey.read(file, "battery staple".toCharArray()))
        .withMessageContaining("give its passphrase")
        .withMessageNotContaining("battery");
  }

  @Test
  void aKeyThatIsExpiredIsNotEncryptedTo() throws Exception {
    gpg.run(
        "--faked-system-time",
        "20200101T000000",
        "--quick-gen-key",
        "past@school.example",
        "future-default",
        "default",
        "1y");
    Path file = exported("past");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpPublicKey.read(file))
        .withMessageContaining("cannot be encrypted to");
  }

  private static byte[] data(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  private static Path encrypted(Encryption encryption, byte[] data) throws IOException {
    Path file = Files.createTempFile(folder, "ours", ".gpg");
    try (OutputStream target = Files.newOutputStream(file);
        FinishableOutputStream stream = encryption.encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    return file;
  }

  private static Path exported(String kind) throws Exception {
    return gpg.run("--armor", "--export", user(kind));
  }

  private static Path exportedSecret(String kind) throws Exception {
    return gpg.run("--armor", "--export-secret-keys", user(kind));
  }
}
