package dev.lifeboat.s3;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The moment at which an object comes to be, and what is true when its answer is not clear.
 *
 * <p>The SDK sends a request again whose answer was lost. If the first one took effect, the second
 * is told that the key is taken, or that the multipart upload is unknown. So the object is looked
 * up and recognised by a mark that no other upload has; what cannot be found out is said to be
 * unknown.
 */
final class Publication {
  private static final String MARK = "lifeboat-upload";

  private final Bucket bucket;
  private final ObjectKey key;
  private final String mark = UUID.randomUUID().toString();

  Publication(Bucket bucket, ObjectKey key) {
    this.bucket = bucket;
    this.key = key;
  }

  Map<String, String> metadata() {
    return Map.of(MARK, mark);
  }

  /** Publishes an object of one piece. */
  void put(RequestBody body, long sizeBytes) {
    try {
      bucket.dated(
          s3 ->
              s3.putObject(
                  r ->
                      r.bucket(bucket.name())
                          .key(bucket.path(key))
                          .metadata(metadata())
                          .ifNoneMatch("*"),
                  body));
    } catch (SdkException e) {
      Uninterrupted.run(() -> settlePut(e));
    }
    Uninterrupted.run(() -> requireStored(sizeBytes));
  }

  /** Publishes an object of many parts, or removes them. */
  void complete(Multipart parts, long sizeBytes) {
    try {
      parts.complete();
    } catch (SdkException e) {
      Uninterrupted.run(() -> settleComplete(parts, e));
    }
    Uninterrupted.run(() -> requireStored(sizeBytes));
  }

  /**
   * Looks at what the store has said that it keeps: some keep the framing of a chunked body, lose a
   * part or ignore conditions, and answer that all is well. Whoever may not look, or cannot just
   * now, has the store's word.
   */
  private void requireStored(long sizeBytes) {
    Optional<HeadObjectResponse> head;
    try {
      head = bucket.headUnsorted(key);
    } catch (SdkException e) {
      return;
    }
    requireStored(head.orElseThrow(() -> unknown(null)), sizeBytes);
  }

  private void requireStored(HeadObjectResponse head, long sizeBytes) {
    if (head.metadata().containsKey(MARK) && !isOurs(head)) {
      throw new KeyExistsException(key, bucket.location());
    }
    long stored = storedBytes(head).orElse(sizeBytes);
    if (stored != sizeBytes) {
      throw removed(
          new DamagedException(
              "'%s' in %s has %d bytes after %d bytes were sent; use a store that keeps what it gets"
                  .formatted(key, bucket.location(), stored, sizeBytes)),
          () -> removeIfOurs(head));
    }
  }

  private Optional<Long> storedBytes(HeadObjectResponse head) {
    try {
      return ObjectFacts.sizeBytes(bucket, key, head);
    } catch (LifeboatException e) {
      return Optional.empty();
    }
  }

  private void removeIfOurs(HeadObjectResponse head) {
    if (isOurs(head)) {
      bucket.client().deleteObject(r -> r.bucket(bucket.name()).key(bucket.path(key)));
    }
  }

  private boolean isOurs(HeadObjectResponse head) {
    return mark.equals(head.metadata().get(MARK));
  }

  private void settlePut(SdkException failure) {
    if (S3Failures.isRefusal(failure)) {
      throw refusal(failure);
    }
    switch (lookUp(failure)) {
      case OURS -> {}
      case OTHERS -> throw new KeyExistsException(key, bucket.location());
      case NOTHING -> throw isSettled(failure) ? refusal(failure) : unknown(failure);
    }
  }

  private void settleComplete(Multipart parts, SdkException failure) {
    if (S3Failures.isRefusal(failure)) {
      throw removed(refusal(failure), parts::abort);
    }
    switch (lookUp(failure)) {
      case OURS -> {}
      case OTHERS -> throw removed(new KeyExistsException(key, bucket.location()), parts::abort);
      case NOTHING -> settleByAborting(parts, failure);
    }
  }

  /** Once an upload is aborted, a request that is still on its way cannot complete it any more. */
  private void settleByAborting(Multipart parts, SdkException failure) {
    try {
      parts.abort();
    } catch (SdkException e) {
      if (!isUnknownUpload(e)) {
        failure.addSuppressed(e);
        throw unknown(failure);
      }
    }
    if (lookUp(failure) != Found.OURS) {
      throw refusal(failure);
    }
  }

  private Found lookUp(SdkException failure) {
    try {
      return bucket
          .headUnsorted(key)
          .map(head -> isOurs(head) ? Found.OURS : Found.OTHERS)
          .orElse(Found.NOTHING);
    } catch (SdkException e) {
      failure.addSuppressed(e);
      throw unknown(failure);
    }
  }

  private LifeboatException refusal(SdkException failure) {
    if (!S3Failures.isTaken(failure)) {
      return bucket.sorted(failure, Action.STORE, Optional.of(key));
    }
    if (S3Failures.isRefusal(failure)) {
      return new KeyExistsException(key, bucket.location());
    }
    return new RetryableException(
        "'%s' in %s was taken and has gone again; try again".formatted(key, bucket.location()),
        failure);
  }

  /** A single request cannot be called back: only an answer shows that it is over. */
  private static boolean isSettled(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && (S3Failures.isThrottling(answer)
            || (answer.statusCode() >= 300 && answer.statusCode() < 500));
  }

  /** Its cause is what is true if it turns out that nothing was stored. */
  private UnknownOutcomeException unknown(@Nullable SdkException failure) {
    return new UnknownOutcomeException(
        "It is not known whether '%s' was stored in %s; look for it before trying again"
            .formatted(key, bucket.location()),
        failure == null ? null : bucket.sorted(failure, Action.STORE, Optional.of(key)));
  }

  private static LifeboatException removed(LifeboatException outcome, Runnable removal) {
    try {
      removal.run();
    } catch (SdkException e) {
      // Left to a sweep; what is already gone is as it should be.
      outcome.addSuppressed(e);
    }
    return outcome;
  }

  private static boolean isUnknownUpload(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.statusCode() == 404;
  }

  private enum Found {
    OURS,
    OTHERS,
    NOTHING
  }
}
