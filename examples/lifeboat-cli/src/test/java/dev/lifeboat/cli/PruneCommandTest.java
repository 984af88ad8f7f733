package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What prune tells of what it did and will do, whatever the store refuses. */
class PruneCommandTest {
  private static final String DELETE_OF_A_VOLUME = "DELETE /[^ ]*/volume-00000";

  @TempDir Path folder;

  private static DemoBucket bucket;
  private static RefusingRelay relay;

  private final String prefix = "r" + System.nanoTime();
  private final String repo =
      "s3://%s/%s?endpoint=%s&region=eu-west-1&path-style=true"
          .formatted(DemoBucket.NAME, prefix, relay.endpoint());

  @BeforeAll
  static void start() {
    bucket = DemoBucket.start();
    relay = RefusingRelay.before(bucket.endpoint());
    System.setProperty("aws.accessKeyId", bucket.credentials().accessKeyId());
    System.setProperty("aws.secretAccessKey", bucket.credentials().secretAccessKey());
  }

  @AfterAll
  static void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    relay.close();
    bucket.close();
  }

  @Test
  void uploadsThatMayNotBeSweptAreAWarningBesideWhatIsRemoved() {
    backUp(repo, 3);
    relay.refuse("GET /[^ ]*[?&]uploads", 403, "AccessDenied");

    Cli.Run pruned = Cli.run("prune", "--repo", repo, "--keep-last", 2, "--apply").done();

    assertThat(pruned.output()).contains("not among the last 2", "1 backup removed");
    assertThat(pruned.errors()).contains("Warning: Unfinished uploads are not swept", "403");
    relay.refuse("GET /[^ ]*[?&]uploads", 501, "NotImplemented");
    Cli.Run second = Cli.run("prune", "--json", "--repo", repo, "--keep-last", 1, "--apply").done();
    assertThat(second.output()).contains("Unfinished uploads are not told");
    assertThat(second.field("applied")).isEqualTo("true");
    assertThat(second.output()).contains("Unfinished uploads are not swept");
    assertThat(Cli.run("list", "--repo", repo).done().output().lines()).hasSize(2);
  }

  @Test
  void unfinishedUploadsThatWaitAreTold() throws IOException {
    String open = repo.replace(relay.endpoint().toString(), bucket.endpoint().toString());
    backUp(open, 1);
    ObjectKey key = new ObjectKey("s/backups/20261122T060000Z-7f3k9q/volume-00000.dump");
    try (Storage storage = Location.parse(open).open();
        Upload upload = storage.upload(key)) {
      upload.write(new byte[17 << 20]);

      Cli.Run day = Cli.run("prune", "--repo", open, "--keep-last", 1, "--apply").done();
      assertThat(day.output())
          .contains("leave 1 upload, unfinished or under way; all swept from 20")
          .contains("0 left-overs swept");
      Cli.Run json = Cli.run("prune", "--json", "--repo", open, "--keep-last", 1).done();
      assertThat(json.output()).contains("\"waitingUploads\"", key.value(), "\"since\"");
    }
    Cli.Run after = Cli.run("prune", "--repo", open, "--keep-last", 1).done();
    assertThat(after.output()).doesNotContain("unfinished or under way");
  }

  @Test
  void unfinishedUploadsOfADirectoryAreToldWithTheirSize() throws IOException {
    Path directory = folder.resolve("repo");
    backUp(directory.toString(), 1);
    Files.write(directory.resolve(".uploads/left.part"), new byte[2_048]);

    Cli.Run run = Cli.run("prune", "--repo", directory, "--keep-last", 1).done();

    assertThat(run.output()).contains("leave 1 upload, 2.0 KiB, unfinished or under way");
    Cli.Run json = Cli.run("prune", "--json", "--repo", directory, "--keep-last", 1).done();
    assertThat(json.output()).containsPattern("\"sizeBytes\"\\s*:\\s*2048");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGoneIsToldThoughThePruneFailed(boolean json) {
    backUp(repo, 3);
    relay.refuse(DELETE_OF_A_VOLUME, 403, "AccessDenied");
    Object[] prune = {
      "prune", "--repo", repo, "--keep-last", 1, "--apply", json ? "--json" : "--verbose"
    };

    Cli.Run failed = Cli.run(prune);

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.errors()).contains("Could not delete", "allow s3:DeleteObject");
    if (json) {
      assertThat(failed.field("applied")).isEqualTo("false");
      assertThat(failed.field("kind")).isEqualTo("refused");
      assertThat(failed.output()).containsPattern("\"unlisted\"\\s*:\\s*\\[\\s*\"\\d{8}T");
    } else {
      assertThat(failed.output()).contains("0 backups removed, 1 backup unlisted with data left");
    }
    assertThat(Cli.run("list", "--repo", repo).done().output().lines()).hasSize(3);
  }

  @Test
  void leftoversThatWaitAreToldAndTheGraceIsAnOption() throws IOException {
    Path directory = folder.resolve("repo");
    backUp(directory.toString(), 1);
    Path left = directory.resolve("s/backups/20261122T060000Z-7f3k9q/volume-00000.dump");
    Files.createDirectories(left.getParent());
    Files.write(left, new byte[2_048]);

    Cli.Run day = Cli.run("prune", "--repo", directory, "--keep-last", 1, "--apply").done();
    assertThat(day.output())
        .contains("leave 20261122T060000Z-7f3k9q of s: 1 object, 2.0 KiB")
        .contains("swept from 20", "0 left-overs swept");
    Cli.Run json = Cli.run("prune", "--json", "--repo", directory, "--keep-last", 1).done();
    assertThat(json.output()).contains("\"waiting\"", "\"sweptFrom\"");

    Cli.Run soon =
        Cli.run("prune", "--repo", directory, "--keep-last", 1, "--grace", "1ms", "--apply").done();
    assertThat(soon.output()).contains("sweep 20261122T060000Z-7f3k9q of s", "1 left-over swept");
    assertThat(left).doesNotExist();
  }

  @Test
  void countsAndDurationsOfNothingAreWrongUsage() {
    for (String option :
        new String[] {
          "--keep-within=P-30D", "--keep-within=PT0S", "--keep-last=0", "--keep-daily=-1",
        }) {
      Cli.Run run = Cli.run("prune", "--repo", folder, option);
      assertThat(run.exitCode()).as(option).isEqualTo(2);
    }
    Cli.Run grace = Cli.run("prune", "--repo", folder, "--keep-last=1", "--grace=-1h");
    assertThat(grace.exitCode()).isEqualTo(2);
    assertThat(Cli.run("canary", "--repo", folder, "--max-age=PT0S").exitCode()).isEqualTo(2);
  }

  @Test
  void nothingIsPrunedWhereBackupsHaveStoppedUnlessThatIsAllowed() {
    Path directory = folder.resolve("repo");
    for (int days : new int[] {70, 68, 66, 64, 62}) {
      backUp(directory.toString(), Instant.now().minus(Duration.ofDays(days)));
    }
    Object[] prune = {"prune", "--repo", directory, "--keep-within", "3d", "--apply"};

    assertThat(Cli.run(prune).failure())
        .contains("No backup of s has succeeded since", "backed up every PT48H", "--allow-overdue");
    Object[] allowed = Stream.concat(Stream.of(prune), Stream.of("--allow-overdue")).toArray();
    Cli.Run run = Cli.run(allowed).done();
    assertThat(run.errors()).contains("Warning: No backup of s has succeeded since");
    assertThat(run.output()).contains("within P3D of the newest", "3 backups removed");
  }

  @Test
  void aBackupInTheFutureIsNotTheLatestAndIsNamed() {
    Path directory = folder.resolve("repo");
    Instant made = Instant.now().minus(Duration.ofDays(2));
    backUp(directory.toString(), made);
    backUp(directory.toString(), Instant.parse("2199-01-01T00:00:00Z"));
    String named = "Warning: Backup 21990101T000000Z-";

    Cli.Run show = Cli.run("show", "latest", "--repo", directory).done();
    assertThat(show.output()).contains(Words.time(made)).doesNotContain("2199");
    assertThat(show.errors()).contains(named);
    assertThat(Cli.run("list", "--repo", directory).done().errors()).contains(named);
    assertThat(Cli.run("canary", "--repo", directory).done().errors()).contains(named);
    Cli.Run stale = Cli.run("canary", "--repo", directory, "--max-age", "26h");
    assertThat(stale.exitCode()).isEqualTo(1);
    assertThat(stale.output()).contains("older than PT26H", "passed over", "21990101T000000Z-");
    assertThat(Cli.run("prune", "--repo", directory, "--keep-last", 1).done().output())
        .contains("dated in the future", "2 backups would stay");
  }

  private static void backUp(String repo, int count) {
    for (int i = 0; i < count; i++) {
      backUp(repo, Instant.now());
    }
  }

  /** A backup that needs no server, as a host makes it whose clock shows that time. */
  private static void backUp(String repo, Instant time) {
    NewBackup plan = NewBackup.of("s", Plaintext.INSTANCE).withClock(() -> time);
    try (Storage storage = Location.parse(repo).open();
        BackupWriter writer = Repository.in(storage).begin(plan)) {
      writer.commit(new HandMadeDump("x").writeTo(writer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
