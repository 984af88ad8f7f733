package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The pages of a listing, each of which must be one of this bucket and lead on to a new one: an
 * answer of something else, or a listing that ends early or never, would pass for the backups that
 * there are.
 */
final class ListingPages implements Iterator<ListObjectsV2Response> {
  private final Bucket bucket;
  private final Optional<ObjectKey> folder;
  private final ListObjectsV2Request request;
  private final PageMarkers markers;
  private @Nullable String token;
  private boolean ended;

  private ListingPages(Bucket bucket, Optional<ObjectKey> folder, ListObjectsV2Request request) {
    this.bucket = bucket;
    this.folder = folder;
    this.request = request;
    this.markers = new PageMarkers(bucket.location());
  }

  static Stream<ListObjectsV2Response> stream(
      Bucket bucket, Optional<ObjectKey> folder, ListObjectsV2Request request) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new ListingPages(bucket, folder, request), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public ListObjectsV2Response next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    ListObjectsV2Response page =
        bucket.call(
            Action.LIST,
            folder,
            s3 -> s3.listObjectsV2(request.toBuilder().continuationToken(token).build()));
    requireOfBucket(page, bucket);
    ended = !Boolean.TRUE.equals(page.isTruncated());
    if (!ended) {
      token = markers.next(page.nextContinuationToken());
    }
    return page;
  }

  /**
   * Refuses an answer that is no listing of the bucket, such as a list of buckets, which a store
   * without host names for its buckets gives where path style was forgotten, or a page to log in.
   */
  static void requireOfBucket(ListObjectsV2Response page, Bucket bucket) {
    String name = page.name();
    if (name == null || !(name.equals(bucket.name()) || bucket.isAlias())) {
      throw new RefusedException(
          "The answer to listing %s is no listing of bucket '%s'%s; check the endpoint, and use path style (path-style=true) unless the store has a host name for each bucket"
              .formatted(
                  bucket.location(),
                  bucket.name(),
                  name == null ? "" : " but of '%s'".formatted(S3Failures.oneLine(name))));
    }
  }
}
