package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.crypto.Skips;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

  private static Path home;

  @BeforeAll
  static void makeHome() throws Exception {
    Skips.unless(Skips.installed("gpg"), "gpg is not installed (Debian package gnupg)");
    // A short path, as the agent's socket lies in it.
    home =
        Files.createTempDirectory(
            Path.of("/tmp"),
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String kind : List.of("future-default", "rsa2048", "nistp256")) {
      gpg("--quick-gen-key", kind + "@school.example", kind(kind), "default", "never");
      if (kind.equals("nistp256")) {
        gpg("--quick-add-key", fingerprint(kind), "nistp256/ecdh", "encrypt", "never");
      } else if (kind.equals("rsa2048")) {
        gpg("--quick-add-key", fingerprint(kind), "rsa2048", "encrypt", "never");
      }
    }
  }

  private static String kind(String kind) {
    return kind.equals("nistp256") ? "nistp256/ecdsa" : kind;
  }

  @AfterAll
  static void endHome() throws Exception {
    if (home != null) {
      run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
      try (var files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"future-default", "rsa2048", "nistp256"})
  void readsWhatIsWrittenHere(String kind) throws Exception {
    List<OpenPgpPublicKey> recipients = OpenPgpPublicKey.read(exported(kind));
    assertThat(recipients).singleElement().hasToString(fingerprint(kind));
    for (int size : new int[] {0, 1, 65536, 1_000_000}) {
      byte[] data = data(size);
      Path file = encrypted(OpenPgp.to(recipients), data);
      assertThat(gpg("--decrypt", file.toString())).hasBinaryContent(data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "future-default,-a",
    "rsa2048,-a",
    "nistp256,-a",
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
      String recipient = kind + "@school.example";
      List<String> arguments =
          new ArrayList<>(List.of("--trust-model", "always", "-r", recipient, "-u", recipient));
      if (!option.equals("-a")) {
        arguments.add(option);
      }
      arguments.addAll(List.of("--encrypt", "--output", "-", plain.toString()));
      Path file = gpg(arguments.toArray(String[]::new));
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
    assertThat(gpg("--decrypt", ours.toString())).hasBinaryContent(data);

    Path plain = Files.write(Files.createTempFile(folder, "plain", ""), data);
    Path theirs = gpg("--symmetric", "--output", "-", plain.toString());
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
    gpg(
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

  private static String fingerprint(String kind) throws Exception {
    return Files.readAllLines(gpg("--with-colons", "--list-keys", kind + "@school.example"))
        .stream()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .findFirst()
        .orElseThrow();
  }

  private static Path exported(String kind) throws Exception {
    return gpg("--armor", "--export", kind + "@school.example");
  }

  private static Path exportedSecret(String kind) throws Exception {
    // The agent takes its time.
    Path file = folder.resolve(kind + ".secret.asc");
    if (!Files.exists(file)) {
      Files.copy(gpg("--armor", "--export-secret-keys", kind + "@school.example"), file);
    }
    return file;
  }

  private static Path gpg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes", "--quiet"));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", PASSPHRASE));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a program to its end, which is to be a success; gives what it put out. */
  private static Path run(List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return output;
  }
}
