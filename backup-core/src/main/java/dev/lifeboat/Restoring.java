package dev.lifeboat;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.StoredArchive;
import dev.lifeboat.repository.VolumeReads;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.RestoredTable;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.scope.EntrySelection;
import dev.lifeboat.restore.scope.Keep;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Restores one backup, and believes it only if as many rows came as were dumped. */
final class Restoring {
  private Restoring() {}

  static Restored run(Setup setup, RestoreRequest request, Events events) {
    Manifest manifest = setup.require(request.id(), events);
    return setup.on(manifest, () -> run(setup, manifest, request, events));
  }

  private static Restored run(
      Setup setup, Manifest manifest, RestoreRequest request, Events events) {
    Contents contents = setup.repository().contents(manifest, setup.decryption());
    try (StoredArchive archive =
        setup.repository().open(manifest, contents, setup.decryption(), VolumeReads.THRIFTY)) {
      Restorer restorer = Restorer.of(request.options(), events);
      if (request.globals() == Keep.AS_ARCHIVED) {
        setup
            .repository()
            .globals(
                manifest,
                setup.decryption(),
                script -> restorer.restoreGlobals(script, request.target()));
      }
      warnOfPart(contents, events);
      RestoreResult result =
          restorer.restore(
              archive,
              request.target(),
              restored -> requireAllRows(archive.toc(), contents, request.options(), restored));
      return new Restored(manifest.id(), result);
    }
  }

  private static void warnOfPart(Contents contents, Events events) {
    if (!contents.dump().partial().isEmpty()) {
      events.warn(
          "Backup %s holds a part of its source, and no more comes back: %s"
              .formatted(contents.id(), Sql.oneLine(String.join(" ", contents.dump().partial()))));
    }
  }

  private static void requireAllRows(
      Toc toc, Contents contents, RestoreOptions options, RestoreResult result) {
    Set<Integer> wanted =
        EntrySelection.of(toc, options.scope()).entries().stream()
            .map(TocEntry::dumpId)
            .collect(Collectors.toUnmodifiableSet());
    Map<String, Long> restored =
        result.tables().stream()
            .collect(
                Collectors.groupingBy(
                    table -> Sql.qualified(table.schema(), table.name()),
                    Collectors.summingLong(RestoredTable::rows)));
    for (DumpedTable table : contents.dump().tables()) {
      if (wanted.contains(table.dumpId())) {
        String name = Sql.qualified(options.names().schema(table.schema()), table.name());
        requireRows(contents, table, name, restored.getOrDefault(name, 0L));
      }
    }
  }

  private static void requireRows(
      Contents contents, DumpedTable table, String name, long restored) {
    if (restored != table.rows()) {
      throw new DamagedException(
          "Table %s has %d rows restored of %d in backup %s; verify the backup, or restore another"
              .formatted(Sql.oneLine(name), restored, table.rows(), contents.id()));
    }
  }
}
