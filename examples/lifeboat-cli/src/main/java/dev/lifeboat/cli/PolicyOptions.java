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
  private @Nullable Integer last;

  @Option(
      names = "--keep-daily",
      paramLabel = "N",
      description = "Keep the newest of each of the latest N days that have backups.")
  private @Nullable Integer daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The same for ISO weeks.")
  private @Nullable Integer weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The same for months.")
  private @Nullable Integer monthly;

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The same for years.")
  private @Nullable Integer yearly;

  @Option(
      names = "--keep-within",
      paramLabel = "TIME",
      description =
          "Keep all that are not older than the newest by more: " + TimeSpans.EXAMPLES + ".")
  private @Nullable TemporalAmount within;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = "Where days begin at midnight, such as Europe/Paris; default: UTC.")
  private ZoneId zone = ZoneOffset.UTC;

  RetentionPolicy policy() {
    RetentionPolicy policy = RetentionPolicy.keep().in(zone);
    policy = last == null ? policy : policy.last(last);
    policy = daily == null ? policy : policy.daily(daily);
    policy = weekly == null ? policy : policy.weekly(weekly);
    policy = monthly == null ? policy : policy.monthly(monthly);
    policy = yearly == null ? policy : policy.yearly(yearly);
    return within == null ? policy : policy.within(within);
  }
}
