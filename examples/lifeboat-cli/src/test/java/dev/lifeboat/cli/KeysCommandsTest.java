package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing, trusting, exchanging and checking keys from the command line. */
class KeysCommandsTest {
  @TempDir private Path folder;

  private TestDatabase source;
  private Path repo;
  private String old;
  private String verification;

  @BeforeEach
  void keysAndADatabase() {
    source = TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
    repo = folder.resolve("repo");
    old = Cli.run("keygen", "--to", key("old")).done().output().strip();
    verification = Cli.run("keygen", "--signing", "--to", key("sign")).done().output().strip();
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void signedBackupsAreTrustedByEveryCommand() throws IOException {
    String id = backUpSigned();
    Object[] trust = {"--repo", repo, "--verify-key", verification, "--identity", key("old")};

    assertThat(Cli.run("list", "--repo", repo, "--verify-key", verification).done().output())
        .contains(id);
    Cli.run(with(words("show", "latest"), trust)).done();
    Cli.run(with(words("verify", id, "--depth", "decode"), trust)).done();
    Cli.run(with(words("export", id, "--to", folder.resolve("school.dump")), trust)).done();
    Cli.run(with(words("canary", "--max-age", "PT1H"), trust)).done();
    String target = source.server().admin().url();
    String copy = "trusted_" + System.nanoTime();
    Cli.run(with(words("restore", id, "--into", target, "--create-database", copy), trust)).done();
    source.server().admin().execute("DROP DATABASE " + copy);
    Path file = Files.writeString(folder.resolve("verify.pub"), verification + "\n");
    Cli.run("list", "--repo", repo, "--verify-key", file).done();
  }

  @Test
  void stockMinisignVerifiesWhatIsStored() throws IOException {
    Program minisign = Program.require("minisign");
    String id = backUpSigned();
    Path manifest = repo.resolve("school/manifests/" + id + ".json");

    String said = minisign.with("-V", "-m", manifest, "-P", verification).run().output();

    assertThat(said)
        .contains("verified", "Trusted comment: lifeboat backup=" + id + " source=school");
  }

  @Test
  void anUnsignedBackupIsToldApartAndRefused() throws IOException {
    String id = backUpSigned();
    String unsigned = Cli.run(with(backup(), "--json", "--recipient", old)).done().field("id");
    Object[] trust = {"--repo", repo, "--verify-key", verification};

    Cli.Run list = Cli.run(with(words("list"), trust));
    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.output()).contains(id).doesNotContain(unsigned);
    assertThat(list.errors()).contains("Not listed: backup " + unsigned, "is not signed");
    assertThat(Cli.run(with(words("show", unsigned), trust)).failure()).contains("is not signed");
    assertThat(Cli.run(with(words("show", "latest"), trust)).failure()).contains("is not signed");
    Cli.Run prune = Cli.run(with(words("prune", "--keep-last", 1, "--apply"), trust)).done();
    assertThat(prune.errors()).contains(unsigned, "is not believed");
    assertThat(Cli.run("list", "--repo", repo).done().output()).contains(id, unsigned);
    assertThat(Cli.run(with(backup(), "--recipient", old, "--verify-key", verification)).failure())
        .contains("no signing key was given");
  }

  @Test
  void keysAreExchangedShownAndChecked() throws IOException {
    String before = backUpSigned();
    String now = Cli.run("keygen", "--to", key("new")).done().output().strip();
    Object[] rekey = {
      "rekey", "--repo", repo, "--identity", key("old"), "--recipient", now, "--drop", old
    };
    assertThat(Cli.run("keys", "--repo", repo).done().output()).contains(old, before);
    assertThat(Cli.run(rekey).failure()).contains("is signed", "give the signing key");

    Object[] signed = with(rekey, "--signing-key", key("sign"), "--verify-key", verification);
    assertThat(Cli.run(with(signed, "--dry-run")).done().output()).contains("would rekey", before);
    assertThat(Cli.run("keys", "--repo", repo).done().output()).contains(old).doesNotContain(now);
    Cli.Run done = Cli.run(with(signed, "--json")).done();

    assertThat(done.field("replaces")).isEqualTo(before);
    String after = done.field("id");
    assertThat(Cli.run("keys", "--repo", repo).done().output())
        .contains(now, after)
        .doesNotContain(old, before);
    Object[] trust = {"--repo", repo, "--verify-key", verification, "--identity"};
    Cli.run(with(words("canary"), with(trust, key("new")))).done();
    Cli.run(with(words("verify", after, "--depth", "decode"), with(trust, key("new")))).done();
    Cli.Run locked = Cli.run(with(words("canary"), with(trust, key("old"))));
    assertThat(locked.exitCode()).isEqualTo(1);
    assertThat(locked.output()).contains("No key of this host opens backup " + after);
    assertThat(Cli.run(with(signed, "--source", "school")).failure()).contains(old);
  }

  @Test
  void everyBackupOfARecipientIsNamed() {
    String other = Cli.run("keygen", "--to", key("new")).done().output().strip();
    String[] ids = new String[3];
    for (int i = 0; i < ids.length; i++) {
      Object[] also = i == 2 ? words("--recipient", other) : words();
      ids[i] = Cli.run(with(with(backup(), "--json", "--recipient", old), also)).done().field("id");
    }

    List<String> lines = Cli.run("keys", "--repo", repo).done().output().lines().toList();

    int start = lines.indexOf(old + ": 3 backups");
    assertThat(lines.subList(start + 1, start + 4))
        .containsExactly("  school " + ids[0], "  school " + ids[1], "  school " + ids[2]);
    assertThat(lines.get(lines.indexOf(other + ": 1 backup") + 1)).isEqualTo("  school " + ids[2]);
  }

  @Test
  void whoElseMayReadAKeyIsTold() throws Exception {
    Cli.run(with(backup(), "--recipient", old)).done();
    Files.setPosixFilePermissions(key("old"), PosixFilePermissions.fromString("rw-r--r--"));

    Process canary =
        new ProcessBuilder(
                Cli.process(List.of(), "canary", "--repo", repo, "--identity", key("old")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String errors = new String(canary.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(canary.waitFor()).isZero();
    assertThat(errors).contains("WARN", key("old").toString(), "run chmod 600 on it");
  }

  @Test
  void aBackupThatIsTooOldDoesNotPass() {
    Cli.run(with(backup(), "--unencrypted")).done();

    Cli.Run canary = Cli.run("canary", "--repo", repo, "--max-age", "1ms");

    assertThat(canary.exitCode()).isEqualTo(1);
    assertThat(canary.output()).contains("older than PT0.001S");
  }

  @Test
  void aSigningKeyMayHaveAPassphrase() throws IOException {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "several random words\n");
    Cli.run("keygen", "--signing", "--to", key("locked"), "--signing-passphrase-file", passphrase)
        .done();
    Object[] backup = with(backup(), "--unencrypted", "--signing-key", key("locked"));

    assertThat(Cli.run(backup).failure()).contains("is encrypted; give its password");
    Cli.run(with(backup, "--signing-passphrase-file", passphrase)).done();
  }

  private String backUpSigned() {
    return Cli.run(
            with(
                backup(),
                "--json",
                "--recipient",
                old,
                "--signing-key",
                key("sign"),
                "--verify-key",
                verification))
        .done()
        .field("id");
  }

  private Object[] backup() {
    return new Object[] {"backup", "--db", source.url(), "--source", "school", "--repo", repo};
  }

  private Path key(String name) {
    return folder.resolve(name + ".key");
  }

  private static Object[] words(Object... words) {
    return words;
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }
}
