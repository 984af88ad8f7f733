package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.BackupRequest;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.Source;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backup",
    description = "Dump a database, compress, encrypt and store it as a backup.")
final class BackupCommand extends Verb {
  @Option(names = "--db", paramLabel = "URL", description = DatabaseOption.DESCRIPTION)
  private @Nullable String database;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "A stable name for the database, which its backups are listed under.")
  private String source;

  @Mixin private RepositoryOption repository;

  @Mixin private EncryptionOption encryption;
  @Mixin private SigningOption signing;

  @Mixin private DumpOptionsMixin dumping;
  @Mixin private NetworkOption network;

  @Option(names = "--no-globals", description = "Keep no roles and tablespaces with the backup.")
  private boolean noGlobals;

  @Option(
      names = "--role-passwords",
      description = "Keep the hashes of the roles' passwords too, which only a superuser may read.")
  private boolean passwords;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description =
          "Something to remember with the backup, unencrypted; may be given several times.")
  private List<Assignment> labels = List.of();

  @Override
  Answer run() throws IOException {
    Encryption chosen = encryption.read(this);
    PostgresUrl url = DatabaseOption.read("--db", database, this);
    Source named = UsageException.onRefusal(() -> Source.of(source, network.to(url)));
    BackupRequest request = request();
    long start = System.nanoTime();
    try (Storage storage = repository.openNew()) {
      Lifeboat lifeboat =
          signing.on(repository.lifeboat(storage, this)).source(named).encryption(chosen).build();
      Backup backup = lifeboat.backup(request);
      return answer(backup, storage.location(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private GlobalsScope globals() {
    if (noGlobals && passwords) {
      throw wrongUsage("--no-globals and --role-passwords exclude each other; choose one");
    }
    return noGlobals
        ? GlobalsScope.LEFT_OUT
        : passwords ? GlobalsScope.WITH_PASSWORDS : GlobalsScope.WITHOUT_PASSWORDS;
  }

  private BackupRequest request() throws IOException {
    BackupRequest request =
        BackupRequest.of(source).withOptions(dumping.options(this)).withGlobals(globals());
    for (Assignment label : labels) {
      BackupRequest labelled = request;
      request = UsageException.onRefusal(() -> labelled.withLabel(label.name(), label.value()));
    }
    return request;
  }

  private Answer answer(Backup backup, String location, Duration took) {
    Map<String, Object> document = Documents.backup(backup);
    document.put("repository", location);
    document.put("tookMillis", took.toMillis());
    return Answer.done(
        document,
        paint().good("Backup %s is stored%s".formatted(backup.id(), Words.extent(backup.extent()))),
        "  %s of %s in %s: %s of data, %s stored%s, in %s"
            .formatted(
                Words.count(backup.totals().rows(), "row"),
                Words.count(backup.totals().tables(), "table"),
                backup.source(),
                Words.size(backup.totals().dataBytes()),
                Words.size(backup.totals().storedBytes()),
                encryption.isUnencrypted() ? " unencrypted" : " encrypted",
                Words.duration(took)),
        "  in " + location);
  }
}
