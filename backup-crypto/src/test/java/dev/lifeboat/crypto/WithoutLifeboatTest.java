package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.DirectoryStorage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell lines of docs/format.md, which restore a backup without Lifeboat. */
class WithoutLifeboatTest {
  @TempDir private Path folder;

  @Test
  void stockProgramsMakeTheArchiveOfTheVolumesAndReadIt() throws Exception {
    Skips.unless(
        Skips.installed("age") && Skips.installed("pg_restore"),
        "age and pg_restore are not installed (Debian packages age and postgresql-client)");
    X25519Identity identity = X25519Identity.generate();
    IdentityFile.write(folder.resolve("key.txt"), identity, Instant.EPOCH);
    Repository repository = Repository.in(DirectoryStorage.at(folder.resolve("backups")));
    Manifest manifest;
    NewBackup plan = NewBackup.of("school", Age.to(identity.recipient().toString()));
    try (BackupWriter writer = repository.begin(plan)) {
      // Read by pg_restore of every version, as zstd is not.
      HandMadeDump dump = new HandMadeDump("salt", new Compression.None());
      manifest = writer.commit(dump.writeTo(writer));
    }
    ByteArrayOutputStream exported = new ByteArrayOutputStream();
    repository.exportTo(manifest, Age.with(identity), exported);

    run(
        "cd backups/school/backups/" + manifest.id(),
        "for volume in volume-*.dump.age; do age -d -i ../../../../key.txt \"$volume\"; done"
            + " > ../../../../school.dump",
        "cd ../../../..",
        "pg_restore -l school.dump > toc",
        "pg_restore -f script.sql school.dump");

    assertThat(folder.resolve("school.dump")).hasBinaryContent(exported.toByteArray());
    assertThat(Files.readString(folder.resolve("toc"))).contains("TABLE DATA public big");
    assertThat(Files.readAllLines(folder.resolve("script.sql")))
        .contains("0\tbig salt 0", "6999\tbig salt " + 6999 * 7919);
  }

  private void run(String... lines) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", lines))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
