package dev.lifeboat.cli;

import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.restore.RestoreOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many workers. */
final class JobsOption {
  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many connections work at once; default: up to 4, as there are processors.")
  private @Nullable Integer jobs;

  DumpOptions on(DumpOptions options) {
    return jobs == null ? options : options.withJobs(jobs);
  }

  RestoreOptions on(RestoreOptions options) {
    return jobs == null ? options : options.withJobs(jobs);
  }
}
