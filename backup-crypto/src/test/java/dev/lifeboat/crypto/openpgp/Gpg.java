package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.Skips;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program gpg with keys of its own; skips the test where it is not installed. */
final class Gpg implements AutoCloseable {
  private final String passphrase;
  private final Path outputs;
  private final Path home;

  /**
   * A gpg without keys.
   *
   * @param passphrase of all keys that are made or imported
   * @param outputs a folder for what it writes
   */
  Gpg(String passphrase, Path outputs) throws IOException {
    Skips.unless(Skips.installed("gpg"), "gpg is not installed (Debian package gnupg)");
    this.passphrase = passphrase;
    this.outputs = outputs;
    // A short path, as the agent's socket lies in it.
    this.home =
        Files.createTempDirectory(
            Path.of("/tmp"),
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // Little work for each use of a passphrase.
    Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\n");
  }

  /** Runs gpg to its end, which is to be a success; returns what it wrote to its output. */
  Path run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes", "--quiet"));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", passphrase));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Path run(List<String> command) throws IOException {
    Path output = Files.createTempFile(outputs, "output", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("gpg was not waited for");
    }
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return output;
  }

  /** Creates a key that does not expire. */
  void create(String user, String algorithm, String usage) throws IOException {
    run("--quick-gen-key", user, algorithm, usage, "never");
  }

  /** Adds a subkey that does not expire. */
  void addSubkey(String user, String algorithm, String usage) throws IOException {
    run("--quick-add-key", fingerprint(user), algorithm, usage, "never");
  }

  /** Encrypts a file to a key. */
  Path encrypt(String user, Path plain, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--trust-model", "always", "--recipient", user));
    arguments.addAll(List.of("--encrypt", "--output", "-", plain.toString()));
    return run(arguments.toArray(String[]::new));
  }

  String fingerprint(String user) throws IOException {
    return Files.readAllLines(run("--with-colons", "--list-keys", user)).stream()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .findFirst()
        .orElseThrow();
  }

  /** Ends its agent and removes its keys. */
  @Override
  public void close() throws IOException {
    run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
