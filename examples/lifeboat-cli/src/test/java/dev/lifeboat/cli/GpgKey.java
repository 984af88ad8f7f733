package dev.lifeboat.cli;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key pair that {@code gpg} has made.
 *
 * @param publicKey the file of its public half
 * @param secretKey the file of its secret half, under a passphrase
 */
record GpgKey(Path publicKey, Path secretKey) {
  /** Makes one; the test is skipped where there is no {@code gpg}. */
  static GpgKey make(Path folder, String passphrase) throws IOException {
    Program gpg = Program.require("gpg");
    // A short path, as the agent's socket lies in it.
    Path home = Files.createTempDirectory(Path.of("/tmp"), "gpg");
    List<Object> common =
        List.of(
            "--homedir",
            home,
            "--batch",
            "--yes",
            "--pinentry-mode",
            "loopback",
            "--passphrase",
            passphrase);
    Path publicKey = folder.resolve("public.asc");
    Path secretKey = folder.resolve("secret.gpg");
    for (List<Object> arguments :
        List.of(
            List.<Object>of("--quick-gen-key", "anna@school", "future-default"),
            List.<Object>of("--armor", "--output", publicKey, "--export", "anna@school"),
            List.<Object>of("--output", secretKey, "--export-secret-keys", "anna@school"))) {
      List<Object> all = new ArrayList<>(common);
      all.addAll(arguments);
      gpg.with(all.toArray()).succeed();
    }
    Program.require("gpgconf").with("--homedir", home, "--kill", "all").run();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    return new GpgKey(publicKey, secretKey);
  }
}
