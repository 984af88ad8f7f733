package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup to every kind of key, decrypted by what belongs to it. */
class KeyKindsTest {
  private static final Map<String, String> SECRET = Map.of("SECRET", "correct horse");

  private static TestDatabase school;

  @TempDir Path folder;

  @BeforeAll
  static void makeSchool() {
    school = School.on(TestPostgres.of(17));
  }

  @AfterAll
  static void dropSchool() {
    school.close();
  }

  @Test
  void aPostQuantumKey() {
    Path key = folder.resolve("key.txt");
    String recipient = Cli.run("keygen", "--post-quantum", "--to", key).done().output().strip();
    assertThat(recipient).startsWith("age1pq1");
    assertRoundTrip(List.of("--recipient", recipient), List.of("--identity", key));
  }

  @Test
  void keysOfAFile() throws IOException {
    Path first = folder.resolve("first.txt");
    Path second = folder.resolve("second.txt");
    Path recipients =
        Files.writeString(
            folder.resolve("recipients.txt"),
            Cli.run("keygen", "--to", first).done().output()
                + Cli.run("keygen", "--to", second).done().output());
    assertRoundTrip(List.of("--recipient", recipients), List.of("--identity", second));
  }

  @Test
  void aPassphrase() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
    assertRoundTrip(List.of("--passphrase-env", "SECRET"), List.of("--passphrase-file", file));
    assertThat(verify(List.of("--passphrase-env", "NOTHING")).exitCode()).isEqualTo(2);
    Files.writeString(file, "battery staple\n");
    assertThat(verify(List.of("--passphrase-file", file)).failure())
        .contains("No given identity opens the age file")
        .doesNotContain("battery");
  }

  @Test
  void aKeyOfOpenSsh() throws IOException {
    Path key = folder.resolve("id_ed25519");
    Program.require("ssh-keygen").with("-q", "-t", "ed25519", "-N", "", "-f", key).succeed();
    assertRoundTrip(List.of("--recipient", key + ".pub"), List.of("--identity", key));
  }

  @Test
  void aKeyStore() {
    Path store = folder.resolve("keys.p12");
    Program.require("keytool")
        .with(
            "-genseckey",
            "-alias",
            "backup",
            "-keyalg",
            "AES",
            "-keysize",
            "256",
            "-keystore",
            store,
            "-storepass",
            "correct horse")
        .succeed();
    List<Object> options =
        List.of("--key-store", store, "--key-alias", "backup", "--passphrase-env", "SECRET");
    assertRoundTrip(options, options);
    assertThat(verify(List.of("--key-store", store)).errors()).contains("give both");
  }

  @Test
  void aKeyOfOpenPgp() throws IOException {
    GpgKey key = GpgKey.make(folder, "correct horse");
    assertRoundTrip(
        List.of("--recipient", key.publicKey()),
        List.of("--identity", key.secretKey(), "--passphrase-env", "SECRET"));
    assertThat(verify(List.of("--identity", key.secretKey())).failure())
        .contains("give its passphrase");
  }

  @Test
  void kindsThatExcludeEachOther() {
    Path key = folder.resolve("key.txt");
    String recipient = Cli.run("keygen", "--to", key).done().output().strip();
    assertThat(backup(List.of("--recipient", recipient, "--passphrase-env", "SECRET")).failure())
        .contains("A passphrase must be the only recipient");
    assertThat(backup(List.of("--unencrypted", "--passphrase-env", "SECRET")).errors())
        .contains("exclude each other");
    assertThat(folder.resolve("repo")).doesNotExist();
  }

  private void assertRoundTrip(List<?> to, List<?> with) {
    assertThat(backup(to).done().output()).contains("encrypted");
    assertThat(verify(with).done().output()).contains("proved");
  }

  private Cli.Run backup(List<?> options) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("backup", "--db", school.url(), "--source", "school"));
    arguments.addAll(List.of("--repo", folder.resolve("repo"), "--schema-only"));
    arguments.addAll(options);
    return Cli.runIn(SECRET, arguments.toArray());
  }

  private Cli.Run verify(List<?> options) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", "latest", "--repo", folder.resolve("repo")));
    arguments.addAll(List.of("--depth", "decode"));
    arguments.addAll(options);
    return Cli.runIn(SECRET, arguments.toArray());
  }
}
