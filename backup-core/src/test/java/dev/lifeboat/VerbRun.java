package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.Steps;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Runs verbs with steps, on a repository in a folder, a database and a server, and looks at what
 * they leave there. For one thread.
 */
final class VerbRun {
  /** What can be run. */
  enum Verb {
    BACKUP,
    DUMP,
    EXPORT,
    RESTORE,
    LOAD,
    VERIFY_CHECKSUM,
    VERIFY_DECODE,
    VERIFY_RESTORE,
    PRUNE
  }

  static final String RESTORED = "restored_by_verb";
  private static final String ROWS = "1000";
  private static final int JOBS = 2;

  private final TestPostgres server;
  private final TestDatabase source;
  private final Path folder;
  private final Path repo;
  private BackupId backup;

  /** Makes two backups and an archive. */
  VerbRun(TestPostgres server, TestDatabase source, Path folder) throws IOException {
    this.server = server;
    this.source = source;
    this.folder = folder;
    this.repo = folder.resolve("repo");
    source.execute(
        "CREATE TABLE t AS SELECT n, md5(n::text) FROM generate_series(1, "
            + ROWS
            + ") n; ALTER TABLE t ADD PRIMARY KEY (n); CREATE SEQUENCE s; SELECT lo_create(7)");
    prepare();
    dump(Steps.counting(), folder.resolve("archive"));
  }

  /** Runs a verb, the steps of which may strike. */
  void run(Verb verb, Steps steps) throws IOException {
    Lifeboat lifeboat = lifeboat(steps);
    switch (verb) {
      case BACKUP -> lifeboat.backup();
      case DUMP -> dump(steps, folder.resolve("dump"));
      case EXPORT -> export(lifeboat);
      case RESTORE -> lifeboat.restore(backup, target(steps));
      case LOAD -> load(steps);
      case VERIFY_CHECKSUM -> requireEvidence(lifeboat.verify(backup, Depth.CHECKSUM));
      case VERIFY_DECODE -> requireEvidence(lifeboat.verify(backup, Depth.DECODE));
      case VERIFY_RESTORE -> requireEvidence(lifeboat.verify(backup, Depth.RESTORE));
      case PRUNE -> lifeboat.planPrune(RetentionPolicy.keep().last(1)).apply();
    }
  }

  /** What is listed is whole, and has the name of its being whole only then. */
  void requireNothingHalf() throws IOException {
    Lifeboat lifeboat = lifeboat(Steps.counting());
    for (Backup listed : lifeboat.backups()) {
      assertThat(lifeboat.verify(listed.id(), Depth.DECODE).findings()).isEmpty();
    }
    if (databases().contains(RESTORED)) {
      assertThat(server.database(RESTORED).value("SELECT count(*) FROM t")).isEqualTo(ROWS);
      server.database(RESTORED).close();
    }
    for (String file : List.of("dump", "export")) {
      if (Files.exists(folder.resolve(file))) {
        try (DumpFile whole = DumpFile.open(folder.resolve(file))) {
          assertThat(whole).isInstanceOf(DumpFile.Archive.class);
        }
        Files.delete(folder.resolve(file));
      }
    }
  }

  /** What a run leaves that fails and cleans up: nothing. */
  void requireNothingLeft() throws IOException {
    assertThat(databases()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("repo", "archive");
    }
    try (Stream<Path> uploads = Files.list(repo.resolve(".uploads"))) {
      assertThat(uploads).isEmpty();
    }
    Lifeboat lifeboat = lifeboat(Steps.counting());
    List<String> listed =
        new ArrayList<>(lifeboat.backups().stream().map(each -> each.id().value()).toList());
    try (Stream<Path> backups = Files.list(repo.resolve("s").resolve("backups"))) {
      assertThat(backups.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  /** Two backups, whatever runs before have added or removed, so that a prune has one to remove. */
  void prepare() {
    Lifeboat lifeboat = lifeboat(Steps.counting());
    while (lifeboat.backups().size() < 2) {
      lifeboat.backup();
    }
    if (lifeboat.backups().size() > 2) {
      lifeboat.planPrune(RetentionPolicy.keep().last(2)).apply();
    }
    backup = lifeboat.latest().id();
  }

  /** Waits until the server has noticed that a dead run is gone. */
  void awaitNobodyConnected() {
    Polling.until(
        "the sessions of the dead run to end",
        () ->
            server
                .admin()
                .value(
                    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend'")
                .equals("0"));
  }

  /** Databases that are made by verbs. */
  List<String> databases() {
    return server
        .admin()
        .query("SELECT datname FROM pg_database WHERE datname ~ '^(lifeboat_|" + RESTORED + ")'")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  private Lifeboat lifeboat(Steps steps) {
    return Lifeboat.builder()
        .source(Source.of("s", steps.on(source.dataSource())))
        .storage(steps.on(DirectoryStorage.at(repo)))
        .encryption(Plaintext.INSTANCE)
        .scratch(
            ServerScratch.on(
                steps.on(server.admin().dataSource()),
                name -> steps.on(server.database(name).dataSource())))
        .build();
  }

  private Target target(Steps steps) {
    DataSource admin = steps.on(server.admin().dataSource());
    return Target.newDatabase(
        admin, RESTORED, name -> steps.on(server.database(name).dataSource()));
  }

  private void dump(Steps steps, Path target) throws IOException {
    try (ArchiveFile file = ArchiveFile.create(target)) {
      Dumper.of(
              steps.on(source.dataSource()),
              DumpOptions.defaults().withJobs(JOBS),
              Events.silent("dump"))
          .dumpTo(file);
      file.publish();
    }
  }

  private void export(Lifeboat lifeboat) throws IOException {
    try (ArchiveFile file = ArchiveFile.create(folder.resolve("export"))) {
      try (VolumeOutput volume = file.open(0)) {
        lifeboat.export(backup, volume);
        volume.commit();
      }
      file.publish();
    }
  }

  private void load(Steps steps) throws IOException {
    try (DumpFile archive = DumpFile.open(folder.resolve("archive"))) {
      Restorer.of(RestoreOptions.defaults().withJobs(JOBS), Events.silent("load"))
          .restore(archive, target(steps));
    }
  }

  private static void requireEvidence(Verification verification) {
    assertThat(verification.evidence()).as(verification.warnings().toString()).isPresent();
  }
}
