package dev.lifeboat.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The store's clock, as the {@code Date} of its answers tells it. Thread-safe.
 *
 * <p>The SDK corrects its signatures when the store refuses them for a clock that is wrong, and
 * says nothing of it. So what the store says is kept here, for whoever is about to rely on a clock.
 */
final class StoreClock {
  private final InstantSource clock;
  private final AtomicReference<Optional<Duration>> ahead = new AtomicReference<>(Optional.empty());

  /**
   * Knows nothing yet.
   *
   * @param clock this machine's
   */
  StoreClock(InstantSource clock) {
    this.clock = clock;
  }

  /** When a request begins. */
  Instant begin() {
    return clock.instant();
  }

  /** Looks at an answer, if it is one. */
  void see(Instant begun, Object answer) {
    if (answer instanceof SdkResponse response) {
      see(begun, response.sdkHttpResponse());
    }
  }

  /** Looks at a refusal, which is dated as well. */
  void see(Instant begun, SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      if (details != null) {
        see(begun, details.sdkHttpResponse());
      }
    }
  }

  /** What time it is there; empty if no answer has told. */
  Optional<Instant> now() {
    return ahead.get().map(clock.instant()::plus);
  }

  private void see(Instant begun, SdkHttpResponse http) {
    if (http != null) {
      http.firstMatchingHeader("Date")
          .flatMap(StoreClock::parsed)
          .ifPresent(date -> ahead.set(Optional.of(ahead(begun, date))));
    }
  }

  /** An answer may have been written at any moment since it was asked for. */
  private Duration ahead(Instant begun, Instant date) {
    Instant ended = clock.instant();
    if (date.isBefore(begun)) {
      return Duration.between(begun, date);
    }
    return date.isAfter(ended) ? Duration.between(ended, date) : Duration.ZERO;
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
