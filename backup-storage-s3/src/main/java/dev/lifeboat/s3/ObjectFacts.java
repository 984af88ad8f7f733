package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Size and time of an object. Some stores leave one of them out of a listing, and some proxies out
 * of the answer to a HEAD request: then the other one is asked.
 *
 * @param sizeBytes null if it was left out
 * @param storedAt null if it was left out
 */
record ObjectFacts(@Nullable Long sizeBytes, @Nullable Instant storedAt) {
  private static final ObjectFacts NONE = new ObjectFacts(null, null);

  /** An object of a listing. */
  static StoredObject of(Bucket bucket, S3Object listed) {
    ObjectKey key = bucket.key(listed.key());
    ObjectFacts facts = new ObjectFacts(listed.size(), listed.lastModified());
    return facts.isComplete()
        ? facts.describe(bucket, key)
        : facts.or(bucket.head(key).map(ObjectFacts::of)).describe(bucket, key);
  }

  /** An object that was looked up. */
  static StoredObject of(Bucket bucket, ObjectKey key, HeadObjectResponse head) {
    return complete(of(head), bucket, key).describe(bucket, key);
  }

  /** The size of an object that was looked up; empty where the store does not tell it at all. */
  static Optional<Long> sizeBytes(Bucket bucket, ObjectKey key, HeadObjectResponse head) {
    return Optional.ofNullable(
        head.contentLength() != null ? head.contentLength() : listed(bucket, key).sizeBytes());
  }

  private static ObjectFacts complete(ObjectFacts facts, Bucket bucket, ObjectKey key) {
    return facts.isComplete() ? facts : facts.or(Optional.of(listed(bucket, key)));
  }

  private static ObjectFacts of(HeadObjectResponse head) {
    return new ObjectFacts(head.contentLength(), head.lastModified());
  }

  /** The object's own name comes first of all that begin with it. */
  private static ObjectFacts listed(Bucket bucket, ObjectKey key) {
    String path = bucket.path(key);
    ListObjectsV2Response page =
        bucket.call(
            Action.FIND,
            key,
            s3 -> s3.listObjectsV2(r -> r.bucket(bucket.name()).prefix(path).maxKeys(1)));
    return page.contents().stream()
        .filter(object -> path.equals(object.key()))
        .findFirst()
        .map(object -> new ObjectFacts(object.size(), object.lastModified()))
        .orElse(NONE);
  }

  private boolean isComplete() {
    return sizeBytes != null && storedAt != null;
  }

  private ObjectFacts or(Optional<ObjectFacts> others) {
    ObjectFacts other = others.orElse(NONE);
    return new ObjectFacts(
        sizeBytes != null ? sizeBytes : other.sizeBytes,
        storedAt != null ? storedAt : other.storedAt);
  }

  private StoredObject describe(Bucket bucket, ObjectKey key) {
    if (sizeBytes == null || storedAt == null) {
      throw new RefusedException(
          "%s does not tell the %s of '%s', neither in a listing nor when asked for it; use a store that does"
              .formatted(bucket.location(), sizeBytes == null ? "size" : "time", key));
    }
    return new StoredObject(key, sizeBytes, storedAt);
  }
}
