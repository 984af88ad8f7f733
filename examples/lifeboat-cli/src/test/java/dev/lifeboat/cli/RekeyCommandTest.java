package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
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

/** Passphrases and key stores in the place of keys and of each other. */
class RekeyCommandTest {
  private static final Map<String, String> SECRETS =
      Map.of("OLD", "correct horse", "NEW", "battery staple");

  private static TestDatabase source;

  @TempDir Path folder;

  @BeforeAll
  static void makeSource() {
    source = TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
  }

  @AfterAll
  static void dropSource() {
    source.close();
  }

  @Test
  void aPassphraseTakesThePlaceOfAKeyAndAnotherItsPlace() throws IOException {
    Path key = folder.resolve("key.txt");
    String name = keygen(key);
    Path passphrase = Files.writeString(folder.resolve("new"), "battery staple\n");
    backup("--recipient", name);

    rekey("--identity", key, "--new-passphrase-env", "OLD", "--drop", name).done();
    assertOpens("--passphrase-env", "OLD");
    Cli.Run again = rekey("--passphrase-env", "OLD", "--new-passphrase-file", passphrase).done();

    assertThat(again.output()).contains("takes the place of").doesNotContain("left");
    assertOpens("--passphrase-env", "NEW");
    assertThat(verify("--passphrase-env", "OLD").failure()).contains("No given identity opens");
    assertThat(verify("--identity", key).failure()).contains("No given identity opens");
  }

  @Test
  void aKeyStoreTakesThePlaceOfAKeyAndAKeyItsPlace() {
    Path key = folder.resolve("key.txt");
    String name = keygen(key);
    Path store = keyStore("correct horse");
    List<Object> oldStore =
        List.of("--key-store", store, "--key-alias", "backup", "--passphrase-env", "OLD");
    backup("--recipient", name);

    Object[] toStore = {
      "--identity",
      key,
      "--new-key-store",
      store,
      "--new-key-alias",
      "backup",
      "--new-passphrase-env",
      "OLD",
      "--drop",
      name
    };
    rekey(toStore).done();
    assertOpens(oldStore.toArray());
    assertThat(verify("--identity", key).failure()).contains("No given identity opens");
    assertThat(rekey(toStore).failure()).contains(name, "cannot be dropped");

    String service = Cli.run("keys", "--repo", repo(), "--json").done().field("recipient");
    assertThat(service).startsWith("key service keystore:backup:");
    List<Object> back = new ArrayList<>(oldStore);
    back.addAll(List.of("--recipient", name, "--drop", service));
    rekey(back.toArray()).done();
    assertOpens("--identity", key);
  }

  @Test
  void aKeyStoreJoinsAKey() {
    Path key = folder.resolve("key.txt");
    String name = keygen(key);
    Path store = keyStore("battery staple");
    backup("--recipient", name);

    rekey(
            "--identity",
            key,
            "--new-key-store",
            store,
            "--new-key-alias",
            "backup",
            "--new-passphrase-env",
            "NEW")
        .done();

    assertOpens("--identity", key);
    assertOpens("--key-store", store, "--key-alias", "backup", "--passphrase-env", "NEW");
  }

  @Test
  void whatCannotBeDoneIsToldBeforeAnythingIsDone() throws IOException {
    Path key = folder.resolve("key.txt");
    String name = keygen(key);
    Path openPgp =
        Files.writeString(folder.resolve("key.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
    backup("--recipient", name);

    Object[] beside = {"--identity", key, "--new-passphrase-env", "NEW"};
    assertThat(rekey(beside).failure()).contains("A passphrase must be the only recipient");
    for (Object[] arguments :
        new Object[][] {
          {"--identity", key, "--recipient", openPgp},
          {"--identity", openPgp, "--recipient", name},
          {"--identity", key, "--drop", openPgp}
        }) {
      assertThat(rekey(arguments).exitCode()).isEqualTo(2);
      assertThat(rekey(arguments).errors()).contains("the keys of age backups alone");
    }
    assertThat(rekey("--identity", key, "--new-key-store", key).errors()).contains("give both");
    assertThat(
            rekey(
                    "--identity",
                    key,
                    "--new-passphrase-env",
                    "NEW",
                    "--new-passphrase-file",
                    openPgp)
                .errors())
        .contains("--new-passphrase-file and --new-passphrase-env exclude each other");
    assertOpens("--identity", key);
  }

  private static String keygen(Path key) {
    return Cli.run("keygen", "--to", key).done().output().strip();
  }

  private Path keyStore(String password) {
    Path store = folder.resolve("keys.p12");
    String options = "-genseckey -alias backup -keyalg AES -keysize 256 -keystore %s -storepass";
    List<Object> arguments = new ArrayList<>(List.of(options.formatted(store).split(" ")));
    arguments.add(password);
    Program.require("keytool").with(arguments.toArray()).succeed();
    return store;
  }

  private Path repo() {
    return folder.resolve("repo");
  }

  private void backup(Object... options) {
    run(options, "backup", "--db", source.url(), "--source", "school", "--repo", repo()).done();
  }

  private Cli.Run rekey(Object... options) {
    return run(options, "rekey", "--repo", repo());
  }

  private Cli.Run verify(Object... options) {
    return run(options, "verify", "latest", "--repo", repo(), "--depth", "decode");
  }

  private void assertOpens(Object... options) {
    assertThat(verify(options).done().output()).contains("proved");
  }

  private static Cli.Run run(Object[] options, Object... first) {
    List<Object> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(List.of(options));
    return Cli.runIn(SECRETS, arguments.toArray());
  }
}
