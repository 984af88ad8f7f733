package dev.lifeboat.cli;

import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much memory the server takes to make an index. */
final class MaintenanceMemoryOption {
  @Option(
      names = "--maintenance-work-mem",
      paramLabel = "SIZE",
      description =
          "The memory that the server may take for each index it makes, such as 512MB, once for each"
              + " job; default: as the server is set.")
  private @Nullable String size;

  RestoreOptions on(RestoreOptions options) {
    if (size == null) {
      return options;
    }
    RestoreConduct conduct = options.conduct();
    return options.with(conduct.with(conduct.session().withMaintenanceWorkMem(size)));
  }
}
