package dev.lifeboat.crypto.minisign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program minisign, where installed, as an independent judge. */
class StockMinisignTest {
  private static final long STOCK_KEY_BYTES = 1L << 30;

  @TempDir private Path folder;

  @BeforeEach
  void needsMinisign() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "minisign")));
    if (!installed) {
      throw Skip.because("minisign is not installed (Debian package minisign)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 100_000})
  void verifiesWhatIsSignedHere(int size) throws Exception {
    SigningKey key = SigningKey.generate();
    Path document = document(size);
    Path signature = folder.resolve("document.minisig");
    Files.write(
        signature, Minisign.signing(key).sign(Files.readAllBytes(document), "backup=7 of schöol"));

    String said = run("", "-V", "-m", document, "-P", key.publicKey());

    assertThat(said).contains("verified", "Trusted comment: backup=7 of schöol");
    Path keyFile =
        Files.writeString(
            folder.resolve("key.pub"),
            "untrusted comment: minisign public key\n" + key.publicKey());
    assertThat(run("", "-V", "-m", document, "-p", keyFile)).contains("verified");
    Files.write(document, new byte[] {1, 2, 3});
    assertThat(fails("", "-V", "-m", document, "-P", key.publicKey()))
        .contains("verification failed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 100_000})
  void signsWhatIsVerifiedHere(int size) throws Exception {
    run("", "-G", "-W", "-p", file("key.pub"), "-s", file("key"));
    Path document = document(size);
    run("", "-S", "-s", file("key"), "-m", document, "-t", "a statement");

    VerificationKey key = VerificationKey.read(file("key.pub"));
    byte[] signature = Files.readAllBytes(file("document.minisig"));
    assertThat(Minisign.verifying(key).verify(Files.readAllBytes(document), signature))
        .isEqualTo("a statement");
    assertThat(SigningKey.read(file("key")).publicKey()).isEqualTo(key);
  }

  @Test
  void readsThePrivateKeysThatAreWrittenHere() throws Exception {
    SigningKey key = SigningKey.generate();
    key.write(file("open"));
    key.write(file("locked"), "a pass wörd".toCharArray());
    Path document = document(50);
    for (String name : List.of("open", "locked")) {
      Path signature = file(name + ".minisig");
      run("a pass wörd\n", "-S", "-s", file(name), "-m", document, "-x", signature, "-t", name);
      assertThat(
              Minisign.verifying(key.publicKey())
                  .verify(Files.readAllBytes(document), Files.readAllBytes(signature)))
          .isEqualTo(name);
    }
  }

  @Test
  void writesEncryptedPrivateKeysThatAreReadHere() throws Exception {
    if (Runtime.getRuntime().maxMemory() < 3 * STOCK_KEY_BYTES / 2) {
      throw Skip.because("keys that minisign encrypted take 1 GiB of memory, this JVM has less");
    }
    run("pass\npass\n", "-G", "-p", file("key.pub"), "-s", file("key"));

    assertThat(SigningKey.isEncrypted(file("key"))).isTrue();
    assertThat(SigningKey.read(file("key"), "pass".toCharArray()).publicKey())
        .isEqualTo(VerificationKey.read(file("key.pub")));
  }

  private Path document(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(file("document"), bytes);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String run(String input, Object... arguments) throws Exception {
    Process process = process(input, arguments);
    assertThat(process.exitValue()).as(Files.readString(file("said"))).isZero();
    return Files.readString(file("said"));
  }

  private String fails(String input, Object... arguments) throws Exception {
    assertThat(process(input, arguments).exitValue()).isNotZero();
    return Files.readString(file("said"));
  }

  private Process process(String input, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(Collections.singletonList("minisign"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path typed = Files.writeString(file("typed"), input, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(typed.toFile())
            .redirectErrorStream(true)
            .redirectOutput(file("said").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process;
  }
}
