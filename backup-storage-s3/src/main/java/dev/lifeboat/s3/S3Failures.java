package dev.lifeboat.s3;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Sorts the SDK's failures by what can be done about them. */
final class S3Failures {
  private S3Failures() {}

  static LifeboatException sort(
      SdkException failure, Action action, Optional<ObjectKey> key, String location) {
    String what =
        key.map(k -> "Could not %s '%s' in %s".formatted(action.verb(), k, location))
            .orElseGet(() -> "Could not %s %s".formatted(action.verb(), location));
    return failure instanceof AwsServiceException answer
        ? sortAnswer(answer, action, what)
        : sortSilence(failure, what);
  }

  static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** Whether the store has said no, once and for all, so that nothing can have happened. */
  static boolean isRefusal(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && answer.statusCode() >= 300
        && fault(answer).kind() != StoreFault.Kind.RETRYABLE
        && Integer.valueOf(1).equals(failure.numAttempts());
  }

  static boolean isTaken(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.statusCode() == 412;
  }

  /** Whether the store was asked to wait, and so has done nothing. */
  static boolean isThrottling(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && (answer.statusCode() == 503 || answer.statusCode() == 429);
  }

  private static LifeboatException sortAnswer(
      AwsServiceException answer, Action action, String what) {
    StoreFault fault = fault(answer);
    String sentence = "%s: %s (%s)".formatted(what, fault.words(action), said(answer));
    return switch (fault.kind()) {
      case RETRYABLE -> new RetryableException(sentence, answer);
      case REFUSED -> new RefusedException(sentence, answer);
      case DENIED -> new PermissionDeniedException(sentence, answer);
    };
  }

  private static StoreFault fault(AwsServiceException answer) {
    return StoreFault.of(code(answer), answer.statusCode());
  }

  private static LifeboatException sortSilence(SdkException failure, String what) {
    Optional<NetworkFault> fault = NetworkFault.of(failure);
    String sentence =
        "%s: %s"
            .formatted(what, fault.map(NetworkFault::words).orElse(oneLine(failure.getMessage())));
    return fault.map(NetworkFault::isPassing).orElse(failure.retryable())
        ? new RetryableException(sentence, failure)
        : new RefusedException(sentence, failure);
  }

  private static String said(AwsServiceException answer) {
    return "%d %s".formatted(answer.statusCode(), oneLine(code(answer))).trim();
  }

  /** The other side's words: they could be of any length and break a log. */
  static String oneLine(@Nullable String text) {
    String line = String.valueOf(text).replaceAll("[^\\x20-\\x7e]+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}
