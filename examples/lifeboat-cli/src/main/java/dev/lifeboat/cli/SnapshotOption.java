package dev.lifeboat.cli;

import dev.lifeboat.dump.SnapshotOptions;
import dev.lifeboat.dump.SnapshotOptions.Isolation;
import dev.lifeboat.dump.SnapshotOptions.Quoting;
import dev.lifeboat.dump.SnapshotOptions.RowSecurity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the source is read, in the words of {@code pg_dump}. */
final class SnapshotOption {
  @Option(
      names = "--lock-wait-timeout",
      paramLabel = "TIME",
      description =
          "How long to wait for the locks on tables: " + TimeSpans.EXAMPLES + "; default: 30s.")
  private @Nullable Duration lockWaitTimeout;

  @Option(
      names = "--serializable-deferrable",
      description = "Wait for a moment that no serialization failure can make wrong.")
  private boolean serializableDeferrable;

  @Option(
      names = "--snapshot",
      paramLabel = "NAME",
      description = "Read the moment that another session exported with pg_export_snapshot().")
  private @Nullable String snapshot;

  @Option(
      names = "--enable-row-security",
      description = "Dump what row security lets the role see, instead of refusing to.")
  private boolean rowSecurity;

  @Option(
      names = "--quote-all-identifiers",
      description = "Quote all names, for a server with other reserved words.")
  private boolean quoteAll;

  SnapshotOptions options(Verb verb) {
    if (serializableDeferrable && snapshot != null) {
      throw verb.wrongUsage(
          "--serializable-deferrable and --snapshot exclude each other; choose one");
    }
    SnapshotOptions options = SnapshotOptions.defaults();
    if (lockWaitTimeout != null) {
      options = options.withLockTimeout(lockWaitTimeout);
    }
    if (serializableDeferrable) {
      options = options.with(Isolation.SERIALIZABLE_DEFERRABLE);
    }
    if (rowSecurity) {
      options = options.with(RowSecurity.APPLIED);
    }
    if (quoteAll) {
      options = options.with(Quoting.ALL);
    }
    return snapshot == null ? options : options.importing(snapshot);
  }
}
