package dev.lifeboat.s3;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sorts the SDK's failures by what can be done about them.
 *
 * <p>Codes: Amazon S3 API reference, "Error responses".
 */
final class S3Failures {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired",
          "InvalidSecurity");

  private static final Set<String> REGION =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  /** Some with a status that would otherwise say that a retry is of no use. */
  private static final Set<String> PASSING =
      Set.of(
          "SlowDown",
          "RequestTimeout",
          "InternalError",
          "ServiceUnavailable",
          "OperationAborted",
          "ConditionalRequestConflict");

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
        && answer.statusCode() >= 400
        && !isPassing(answer)
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
    String said = said(answer);
    String code = code(answer);
    if (isPassing(answer)) {
      return new RetryableException(
          "%s: the store is busy or failing (%s); try again later".formatted(what, said), answer);
    }
    String next = nextStep(code, answer.statusCode(), action);
    return new RefusedException("%s: %s (%s)".formatted(what, next, said), answer);
  }

  private static String nextStep(String code, int status, Action action) {
    if (CREDENTIALS.contains(code)) {
      return "the store does not accept the credentials; check access key and secret key";
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return "this machine's clock is wrong; set it";
    }
    if (REGION.contains(code) || status == 301 || status == 307) {
      return "the bucket is in another region; set its region";
    }
    if (code.equals("NoSuchBucket")) {
      return "the bucket does not exist; create it or correct its name";
    }
    if (code.equals("NoSuchUpload")) {
      return "the upload was swept as abandoned; upload it again";
    }
    if (status == 401 || status == 403) {
      return "permission denied; check the credentials and allow " + action.permission();
    }
    if (status == 501) {
      return "the store does not implement this; change the settings of the storage or the store";
    }
    return "the store refuses the request; see the cause";
  }

  private static boolean isPassing(AwsServiceException answer) {
    int status = answer.statusCode();
    boolean isPassingStatus =
        status < 300 || status == 408 || status == 409 || status == 429 || status >= 500;
    return (isPassingStatus && status != 501) || PASSING.contains(code(answer));
  }

  private static LifeboatException sortSilence(SdkException failure, String what) {
    if (isCausedByConnection(failure)) {
      return new RetryableException(
          "%s: no answer (%s); check the endpoint and the network, and try again"
              .formatted(what, rootMessage(failure)),
          failure);
    }
    if (String.valueOf(failure.getMessage()).contains("Unable to load credentials")) {
      return new RefusedException(
          "%s: no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile"
              .formatted(what),
          failure);
    }
    return new RefusedException("%s: %s".formatted(what, oneLine(failure.getMessage())), failure);
  }

  private static boolean isCausedByConnection(SdkException failure) {
    if (failure instanceof AbortedException
        || failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException
        || failure.retryable()) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "%s: %s".formatted(root.getClass().getSimpleName(), oneLine(root.getMessage()));
  }

  private static String said(AwsServiceException answer) {
    return "%d %s".formatted(answer.statusCode(), oneLine(code(answer))).trim();
  }

  /** The other side's words: they could be of any length and break a log. */
  private static String oneLine(@Nullable String text) {
    String line = String.valueOf(text).replaceAll("[^\\x20-\\x7e]+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}
