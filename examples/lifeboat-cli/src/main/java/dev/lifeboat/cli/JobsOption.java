package dev.lifeboat.cli;

import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.restore.RestoreOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many workers. */
final class JobsOption {
  private @Nullable Integer jobs;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many connections work at once; default: up to 4, as there are processors.")
  private void setJobs(int number) {
    if (number < 1) {
      throw new TypeConversionException("'" + number + "' is not 1 or more");
    }
    jobs = number;
  }

  DumpOptions on(DumpOptions options) {
    return jobs == null ? options : options.withJobs(jobs);
  }

  RestoreOptions on(RestoreOptions options) {
    return jobs == null ? options : options.withJobs(jobs);
  }
}
