package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.FinishableOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs age and age-keygen, where installed, as independent judges. */
class StockAgeTest {
  @TempDir private Path folder;

  @BeforeEach
  void needsAge() {
    Skips.unless(
        Skips.installed("age") && Skips.installed("age-keygen"),
        "age and age-keygen are not installed (Debian package age)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 1_000_000})
  void readsWhatIsWrittenHere(int size) throws Exception {
    X25519Identity first = X25519Identity.generate();
    X25519Identity second = X25519Identity.generate();
    byte[] data = data(size);
    Path encrypted = folder.resolve("volume.age");
    try (OutputStream target = Files.newOutputStream(encrypted);
        FinishableOutputStream stream =
            Age.to(List.of(first.recipient(), second.recipient())).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    for (X25519Identity identity : List.of(first, second)) {
      Path keys = Files.createTempDirectory(folder, "keys").resolve("identity.txt");
      IdentityFile.write(keys, identity, Instant.EPOCH);
      Path plain = run("age", "-d", "-i", keys.toString(), encrypted.toString());
      assertThat(Files.readAllBytes(plain)).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 1_000_000})
  void writesWhatIsReadHere(int size) throws Exception {
    byte[] data = data(size);
    Path plain = Files.write(folder.resolve("plain"), data);
    Path encrypted = folder.resolve("plain.age");
    Path keys = folder.resolve("identity.txt");
    run("age-keygen", "-o", keys.toString());
    String recipient = publicKey(keys);
    String another = X25519Identity.generate().recipient().toString();
    run("age", "-r", another, "-r", recipient, "-o", encrypted.toString(), plain.toString());

    List<AgeIdentity> identities = IdentityFile.read(keys);
    assertThat(identities.get(0).recipient()).hasToString(recipient);
    try (InputStream source = Age.with(identities).decrypt(Files.newInputStream(encrypted))) {
      assertThat(source.readAllBytes()).isEqualTo(data);
    }
  }

  @Test
  void sharesKeysOfOpenSsh() throws Exception {
    Skips.unless(Skips.installed("ssh-keygen"), "ssh-keygen is not installed (openssh-client)");
    Path key = folder.resolve("id_ed25519");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "anna@school", "-f", key.toString());
    byte[] data = data(100_000);
    Path plain = Files.write(folder.resolve("plain"), data);
    Path theirs = folder.resolve("theirs.age");
    run("age", "-R", key + ".pub", "-a", "-o", theirs.toString(), plain.toString());
    try (InputStream source =
        Age.with(IdentityFile.read(key)).decrypt(Files.newInputStream(theirs))) {
      assertThat(source.readAllBytes()).isEqualTo(data);
    }

    Path ours = folder.resolve("ours.age");
    try (OutputStream target = Files.newOutputStream(ours);
        FinishableOutputStream stream =
            Age.to(Files.readString(Path.of(key + ".pub"))).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    assertThat(run("age", "-d", "-i", key.toString(), ours.toString())).hasBinaryContent(data);
  }

  @Test
  void sharesPostQuantumKeys() throws Exception {
    String version = Files.readString(run("age", "--version")).strip();
    Skips.unless(
        Runtime.Version.parse(version.replaceAll("^v|[^0-9.].*$", ""))
                .compareTo(Runtime.Version.parse("1.3"))
            >= 0,
        "age " + version + " knows no post-quantum keys, 1.3 and later do");
    byte[] data = data(100_000);
    HybridIdentity identity = HybridIdentity.generate();
    Path keys = folder.resolve("hybrid.txt");
    IdentityFile.write(keys, identity, Instant.EPOCH);
    Path ours = folder.resolve("ours.age");
    try (OutputStream target = Files.newOutputStream(ours);
        FinishableOutputStream stream = Age.to(identity.recipient()).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    assertThat(run("age", "-d", "-i", keys.toString(), ours.toString())).hasBinaryContent(data);

    Path plain = Files.write(folder.resolve("plain"), data);
    Path theirs = folder.resolve("theirs.age");
    run("age", "-r", identity.recipient().toString(), "-o", theirs.toString(), plain.toString());
    try (InputStream source = Age.with(identity).decrypt(Files.newInputStream(theirs))) {
      assertThat(source.readAllBytes()).isEqualTo(data);
    }
  }

  @Test
  void sharesPassphrases() throws Exception {
    // The program age asks at a terminal alone, which the program script makes.
    Skips.unless(Skips.installed("script"), "script is not installed (Debian package bsdutils)");
    byte[] data = data(100_000);
    Path ours = folder.resolve("ours.age");
    try (OutputStream target = Files.newOutputStream(ours);
        FinishableOutputStream stream =
            Age.to(PassphraseRecipient.of("correct horse".toCharArray())).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    Path plain = folder.resolve("plain");
    atTerminal("age -d -o %s %s".formatted(plain, ours), "correct horse\n");
    assertThat(plain).hasBinaryContent(data);

    Path theirs = folder.resolve("theirs.age");
    atTerminal("age -p -a -o %s %s".formatted(theirs, plain), "battery\n", "battery\n");
    try (InputStream source =
        Age.with(PassphraseIdentity.of("battery".toCharArray()))
            .decrypt(Files.newInputStream(theirs))) {
      assertThat(source.readAllBytes()).isEqualTo(data);
    }
  }

  /** Types each answer once a question is asked. */
  private static void atTerminal(String command, String... answers) throws Exception {
    Process process =
        new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null")
            .redirectErrorStream(true)
            .start();
    try (InputStream screen = process.getInputStream();
        OutputStream keyboard = process.getOutputStream()) {
      for (String answer : answers) {
        int next = screen.read();
        while (next >= 0 && next != ':') {
          next = screen.read();
        }
        keyboard.write(answer.getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
      }
      screen.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command).isZero();
  }

  @Test
  void derivesTheSamePublicKeys() throws Exception {
    for (int i = 0; i < 20; i++) {
      X25519Identity identity = X25519Identity.generate();
      Path keys = folder.resolve("identity-" + i);
      IdentityFile.write(keys, identity, Instant.now());
      assertThat(publicKey(keys)).isEqualTo(identity.recipient().toString());
    }
  }

  private static byte[] data(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  private String publicKey(Path keys) throws IOException, InterruptedException {
    return Files.readString(run("age-keygen", "-y", keys.toString())).strip();
  }

  /** Runs a program to its end, which is to be a success; gives what it put out. */
  private Path run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
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
