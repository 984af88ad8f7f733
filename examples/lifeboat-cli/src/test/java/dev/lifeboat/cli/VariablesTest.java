package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places and secrets that the environment or a file of arguments names. */
class VariablesTest {
  @TempDir Path folder;

  private TestDatabase source;
  private String recipient;
  private Map<String, String> environment;

  @BeforeEach
  void describeEverything() {
    source = TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
    recipient = Cli.run("keygen", "--to", path("key")).done().output().strip();
    environment = new HashMap<>();
    environment.put("LIFEBOAT_REPO", path("repo").toString());
    environment.put("LIFEBOAT_DB", source.url());
    environment.put("LIFEBOAT_RECIPIENT", recipient);
    environment.put("LIFEBOAT_IDENTITY", path("key").toString());
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void standForOptionsThatAreNotGiven() {
    assertThat(run("backup", "--source", "s").done().output()).contains("encrypted");
    assertThat(run("list").done().output()).contains("1 recipient");
    assertThat(run("show", "latest").done().output()).contains("public.t");
    run("canary").done();
    try (TestDatabase target = source.server().createDatabase()) {
      environment.put("LIFEBOAT_INTO", target.url());
      run("restore", "latest").done();
    }
    environment.put("LIFEBOAT_SCRATCH", source.server().admin().url());
    run("verify", "latest", "--depth", "restore").done();
    run("dump", "--to", path("dump")).done();
  }

  @Test
  void signedBackupsAreMadeAndTrusted() {
    String verification =
        Cli.run("keygen", "--signing", "--to", path("sign")).done().output().strip();
    environment.put("LIFEBOAT_SIGNING_KEY", path("sign").toString());
    environment.put("LIFEBOAT_VERIFY_KEY", verification);

    run("backup", "--source", "s").done();
    run("list").done();
    environment.put("LIFEBOAT_SIGNING_PASSPHRASE_FILE", path("none").toString());
    assertThat(run("backup", "--source", "s").failure()).contains(path("none").toString());
    environment.remove("LIFEBOAT_SIGNING_KEY");
    assertThat(run("backup", "--source", "s").failure()).contains("no signing key was given");
  }

  @Test
  void aPassphraseMayBeTheVariableItself() {
    Object[] keytool = {
      "-genseckey",
      "-alias",
      "backup",
      "-keyalg",
      "AES",
      "-keysize",
      256,
      "-keystore",
      path("keys.p12"),
      "-storepass",
      "several random words"
    };
    Program.require("keytool").with(keytool).succeed();
    environment.remove("LIFEBOAT_RECIPIENT");
    environment.remove("LIFEBOAT_IDENTITY");
    environment.put("LIFEBOAT_KEY_STORE", path("keys.p12").toString());
    environment.put("LIFEBOAT_KEY_ALIAS", "backup");
    environment.put("LIFEBOAT_PASSPHRASE", "several random words");

    assertThat(run("backup", "--source", "s").done().toString()).doesNotContain("random words");
    run("verify", "latest", "--depth", "decode").done();
    environment.put("LIFEBOAT_PASSPHRASE", "other words");
    assertThat(run("verify", "latest", "--depth", "decode").exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsGivenCountsMore() {
    environment.put("LIFEBOAT_PASSPHRASE", "several random words");
    assertThat(run("backup", "--source", "s").done().output()).contains(" encrypted");
    assertThat(run("backup", "--source", "s", "--unencrypted").done().output())
        .contains(" unencrypted");
    environment.put("LIFEBOAT_RECIPIENT", "nonsense");
    environment.put("LIFEBOAT_KEY_STORE", "nowhere");
    run("backup", "--source", "s", "--recipient", recipient).done();
    environment.put("LIFEBOAT_IDENTITY", "nowhere");
    run("show", "latest", "--identity", path("key")).done();
    assertThat(run("list", "--repo", path("nowhere")).failure()).contains("nowhere");
  }

  @Test
  void recipientsOfStoredBackupsAreNotChangedByThem() {
    run("backup", "--source", "s").done();

    assertThat(run("rekey").usage()).startsWith("Say who is to open the backups");
  }

  @Test
  void areNamedByTheHelp() {
    String help = Cli.run("help", "backup").done().output().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("@FILE", "LIFEBOAT_REPO", "LIFEBOAT_RECIPIENT", "LIFEBOAT_PASSPHRASE");
    assertThat(Cli.run("help", "keygen").done().output()).doesNotContain("LIFEBOAT_");
  }

  @Test
  void argumentsAreReadFromAFile() throws IOException {
    Path file =
        Files.writeString(
            path("arguments"),
            "# nightly\n--repo '%s'\n--db\n%s --source s --unencrypted\n--json\n"
                .formatted(path("repo"), source.url()));

    assertThat(Cli.run("backup", "@" + file).done().document()).containsEntry("source", "s");
    Cli.Run wrong = Cli.run("backup", "@" + file, "--colour");
    assertThat(wrong.document()).containsEntry("exitCode", 2L);
    assertThat(Cli.run("backup", "@" + folder).usage())
        .startsWith("The arguments of @" + folder + " cannot be read");
  }

  @Test
  void aPasswordInAFileThatOthersMayReadIsNamed() throws IOException {
    Path file =
        Files.writeString(path("arguments"), "--db postgresql://anna:hunter2@127.0.0.1:1/d\n");
    for (Map.Entry<String, Boolean> each :
        Map.of("rw-r--r--", true, "rw-------", false).entrySet()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(each.getKey()));
      Cli.Run run = Cli.run("dump", "--to", path("x"), "@" + file);
      String warning =
          "Warning: The file %s holds a password and is open to others than its owner; run chmod 600"
                  .formatted(file)
              + " on it";
      assertThat(run.errors().contains(warning)).as(run.errors()).isEqualTo(each.getValue());
      assertThat(run.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void whatHoldsHashesOfPasswordsIsForItsOwnerAlone() throws IOException {
    run("globals", "--role-passwords", "--to", path("secret.sql")).done();
    run("globals", "--to", path("roles.sql")).done();
    run("backup", "--source", "s", "--role-passwords").done();
    run("export", "latest", "--globals", "--to", path("exported.sql")).done();

    for (String name : List.of("secret.sql", "exported.sql")) {
      assertThat(Files.getPosixFilePermissions(path(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    Path usual = Files.createFile(path("usual"));
    assertThat(Files.getPosixFilePermissions(path("roles.sql")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  private Cli.Run run(Object... words) {
    return Cli.runIn(environment, List.of(words).toArray());
  }

  private Path path(String name) {
    return folder.resolve(name);
  }
}
