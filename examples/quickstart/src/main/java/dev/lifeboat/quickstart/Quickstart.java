package dev.lifeboat.quickstart;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.PrunePlan;
import dev.lifeboat.Source;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.IdentityFile;
import dev.lifeboat.crypto.X25519Identity;
import dev.lifeboat.embedded.EmbeddedScratch;
import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Backs a database up, proves the backup, prunes old ones, and restores: copy from here.
 *
 * <p>Run it with the address of a database and a directory for backups and a key. It makes a
 * database {@code school_restored} on the same server.
 */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs all of it.
   *
   * @param args a URL such as {@code postgresql://user:password@host/school}, and a directory
   */
  public static void main(String[] args) throws IOException {
    PostgresUrl database = PostgresUrl.parse(args[0]);
    Path directory = Path.of(args[1]);

    // Once: a key pair. The public half encrypts, here; the private half belongs somewhere else.
    Path keyFile = Files.createDirectories(directory).resolve("identity.txt");
    X25519Identity key = X25519Identity.generate();
    IdentityFile.write(keyFile, key, Instant.now());

    // Once: say what to protect, where backups are kept, and for whom they are encrypted.
    Lifeboat lifeboat =
        Lifeboat.builder()
            .source(Source.of("school", database.dataSource()))
            .storage(DirectoryStorage.at(directory.resolve("backups")))
            .encryption(Age.to(key.recipient().toString()))
            .decryption(Age.with(IdentityFile.read(keyFile)))
            .scratch(new EmbeddedScratch())
            .build();

    // Every night: dump, compress, encrypt, store. It exists if this returns.
    Backup backup = lifeboat.backup();
    System.out.printf("Backed up %d rows as %s%n", backup.totals().rows(), backup.id());

    // Then: prove that it restores, into a PostgreSQL that starts for this alone.
    Verification proof = lifeboat.verify(backup.id(), Depth.RESTORE);
    System.out.printf("%s: %d rows compared%n", proof.outcome(), proof.checked().rows());

    // Then: remove what is no longer needed. The plan says why each stays or goes.
    PrunePlan plan = lifeboat.planPrune(RetentionPolicy.keep().daily(30).weekly(12).monthly(12));
    System.out.println(plan);
    plan.apply();

    // On a bad day: get everything back, into a new database beside the broken one.
    lifeboat.restore(
        backup.id(),
        Target.newDatabase(
            database.dataSource(),
            "school_restored",
            name -> database.withDatabase(name).dataSource()));
    System.out.println("Restored into school_restored");
  }
}
