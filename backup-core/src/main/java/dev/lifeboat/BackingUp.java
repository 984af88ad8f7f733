package dev.lifeboat;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import java.util.Optional;

/** Makes one backup of one source. */
final class BackingUp {
  private BackingUp() {}

  static Manifest run(Setup setup, BackupRequest request, Events events) {
    Source source = setup.source(request.source());
    events.about(source.name());
    Compression.DEFAULT.requireUsable(); // before the source is asked for anything
    NewBackup plan =
        NewBackup.of(source.name(), setup.requireEncryption())
            .withCompression(request.options().compression())
            .withLabels(request.labels())
            .withClock(setup.clock());
    Optional<Globals> globals = globals(setup, request, source);
    try (BackupWriter writer = setup.repository().begin(signed(plan, setup))) {
      events.about(source.name(), () -> writer.id().value());
      if (writer.beginsRepository()) {
        events.warn(
            "There was no repository in %s, and this backup begins one; if there should be one, check the location, and that its file system is mounted"
                .formatted(setup.repository().location()));
      }
      globals.ifPresent(writer::store);
      DumpSummary dump = Dumper.of(source.dataSource(), request.options(), events).dumpTo(writer);
      if (dump.tables().isEmpty() && request.options().scope().isWhole()) {
        events.warn(
            "The backup of %s holds no table; check that database %s is the one to protect"
                .formatted(source, dump.database()));
      }
      return writer.commit(dump);
    }
  }

  /** Read before anything else: it is the quickest to be refused. */
  private static Optional<Globals> globals(Setup setup, BackupRequest request, Source source) {
    if (request.globals() == GlobalsScope.LEFT_OUT) {
      return Optional.empty();
    }
    if (request.globals() == GlobalsScope.WITH_PASSWORDS
        && setup.requireEncryption() == Plaintext.INSTANCE) {
      throw new RefusedException(
          "Passwords of roles are not stored unencrypted; name recipients, or leave passwords out");
    }
    return Optional.of(Globals.read(source.dataSource(), request.globals()));
  }

  private static NewBackup signed(NewBackup plan, Setup setup) {
    Signer signer = setup.signer();
    return signer == null ? plan : plan.withSigner(signer);
  }
}
