package dev.lifeboat;

import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.StoredArchive;
import dev.lifeboat.restore.RestoreOptions.Keep;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.RestoredTable;
import dev.lifeboat.restore.Restorer;
import java.util.Map;
import java.util.stream.Collectors;

/** Restores one backup, and believes it only if as many rows came as were dumped. */
final class Restoring {
  private Restoring() {}

  static Restored run(Setup setup, RestoreRequest request, Events events) {
    Manifest manifest = setup.require(request.id());
    Contents contents = setup.repository().contents(manifest, setup.decryption());
    try (StoredArchive archive = setup.repository().open(manifest, contents, setup.decryption())) {
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
              archive, request.target(), restored -> requireAllRows(contents, restored));
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

  private static void requireAllRows(Contents contents, RestoreResult result) {
    Map<String, Long> restored =
        result.tables().stream()
            .collect(
                Collectors.groupingBy(
                    table -> Sql.qualified(table.schema(), table.name()),
                    Collectors.summingLong(RestoredTable::rows)));
    for (DumpedTable table : contents.dump().tables()) {
      String name = Sql.qualified(table.schema(), table.name());
      long rows = restored.getOrDefault(name, 0L);
      if (rows != table.rows()) {
        throw new DamagedException(
            "Table %s has %d rows restored of %d in backup %s; verify the backup, or restore another"
                .formatted(Sql.oneLine(name), rows, table.rows(), contents.id()));
      }
    }
  }
}
