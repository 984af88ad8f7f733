package dev.lifeboat.cli;

import dev.lifeboat.retention.RetentionPolicy;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which backups to keep. */
final class PolicyOptions {
  @Option(names = "--keep-last", paramLabel = "N", description = "Keep the newest N.")
  private int last;

  @Option(
      names = "--keep-daily",
      paramLabel = "N",
      description = "Keep the newest of each of the latest N days that have backups.")
  private int daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The same for ISO weeks.")
  private int weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The same for months.")
  private int monthly;

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The same for years.")
  private int yearly;

  @Option(
      names = "--keep-within",
      paramLabel = "TIME",
      description = "Keep all that are not older: " + TimeSpans.EXAMPLES + ".")
  private @Nullable TemporalAmount within;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = "Where days begin at midnight, such as Europe/Paris; default: UTC.")
  private ZoneId zone = ZoneOffset.UTC;

  RetentionPolicy policy() {
    RetentionPolicy policy =
        RetentionPolicy.keep()
            .last(last)
            .daily(daily)
            .weekly(weekly)
            .monthly(monthly)
            .yearly(yearly)
            .in(zone);
    return within == null ? policy : policy.within(within);
  }
}
