package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.embedded.EmbeddedScratch;
import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.verify.Checked;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.ScratchDatabase;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = "Prove a backup, and store the outcome as evidence beside it.")
final class VerifyCommand extends Verb {
  private static final String EMBEDDED = "embedded";

  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;

  @Option(
      names = "--depth",
      required = true,
      paramLabel = "present|checksum|decode|restore",
      description =
          "present: all objects are there; checksum: they are what was written; decode: they decrypt"
              + " and decode to the rows and large objects that were dumped; restore: they restore"
              + " without an error, and the restored copy has the same tables by name, rows, values of"
              + " sequences and large objects. No depth compares definitions.")
  private Depth depth;

  @Mixin private IdentityOption identity;

  @Option(
      names = "--scratch",
      paramLabel = "URL|embedded",
      defaultValue = EMBEDDED,
      description =
          "Where to restore: a server on which a database is made and dropped again, or a PostgreSQL"
              + " that comes with this program; default: ${DEFAULT-VALUE}.")
  private String scratch;

  @Mixin private NetworkOption network;

  @Override
  Answer run() throws IOException {
    ScratchDatabase where = scratch();
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat =
          identity.on(repository.lifeboat(storage, this).scratch(where), this).build();
      Backup backup = choice.in(lifeboat);
      Verification proof = lifeboat.verify(backup.id(), depth);
      proof.warnings().forEach(progress()::warn);
      return new Answer(exitCode(proof), Documents.verification(proof), lines(proof));
    }
  }

  static String outcome(Verification proof, Paint paint) {
    String word = proof.outcome().word();
    return proof.proved() ? paint.good(word) : paint.bad(word);
  }

  private ScratchDatabase scratch() {
    if (scratch.equals(EMBEDDED)) {
      return new EmbeddedScratch();
    }
    PostgresUrl server = DatabaseOption.read("--scratch", scratch, this);
    return ServerScratch.on(network.to(server), name -> network.to(server.withDatabase(name)));
  }

  private static ExitCode exitCode(Verification proof) {
    return switch (proof.outcome()) {
      case PROVED -> ExitCode.DONE;
      case FAILED -> ExitCode.FAILED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
    };
  }

  private List<String> lines(Verification proof) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Backup %s: %s at depth %s in %s"
            .formatted(
                proof.id(),
                outcome(proof, paint()),
                proof.depth().word(),
                Words.duration(proof.took())));
    lines.add("  " + checked(proof));
    for (Finding finding : proof.findings()) {
      lines.add("  " + finding.kind().word() + "  " + Words.shown(finding.words()));
    }
    return lines;
  }

  private static String checked(Verification proof) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(proof.checked().objects(), "object"));
    parts.add(Words.size(proof.checked().storedBytes()) + " read");
    if (proof.depth() == Depth.DECODE || proof.depth() == Depth.RESTORE) {
      parts.add("compared: " + compared(proof.checked(), proof.depth()));
    }
    return String.join(", ", parts);
  }

  private static String compared(Checked checked, Depth depth) {
    String rows =
        "%s in %s, %s"
            .formatted(
                Words.count(checked.rows(), "row"),
                Words.count(checked.tables(), "table"),
                Words.count(checked.largeObjects(), "large object"));
    return depth == Depth.DECODE
        ? rows
        : rows + ", %s; not definitions".formatted(Words.count(checked.sequences(), "sequence"));
  }
}
