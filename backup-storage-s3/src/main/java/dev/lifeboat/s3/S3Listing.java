package dev.lifeboat.s3;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is below a prefix, page by page. Names that are no keys belong to others. */
final class S3Listing {
  private S3Listing() {}

  static Stream<StoredObject> objects(Bucket bucket, ObjectKey folder) {
    ListObjectsV2Request request = request(bucket, bucket.path(folder) + "/").build();
    return pages(bucket, Optional.of(folder), request)
        .flatMap(page -> page.contents().stream())
        .filter(object -> isOurs(bucket, object.key()))
        .map(object -> described(bucket, object));
  }

  static Stream<String> children(Bucket bucket, Optional<ObjectKey> folder) {
    String prefix = folder.map(f -> bucket.path(f) + "/").orElse(bucket.prefix());
    ListObjectsV2Request request = request(bucket, prefix).delimiter("/").build();
    return pages(bucket, folder, request)
        .flatMap(S3Listing::names)
        .map(name -> name.substring(prefix.length()))
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .filter(ObjectKey::isSegment);
  }

  static int sweepUploads(Bucket bucket, Instant before) {
    return bucket.call(
        Action.SWEEP,
        Optional.empty(),
        s3 ->
            (int)
                s3
                    .listMultipartUploadsPaginator(
                        r -> r.bucket(bucket.name()).prefix(bucket.prefix()))
                    .uploads()
                    .stream()
                    .filter(upload -> isOurs(bucket, upload.key()))
                    .filter(upload -> upload.initiated().isBefore(before))
                    .filter(upload -> isAborted(bucket, upload))
                    .count());
  }

  /** A page's objects and folders, merged in the order of keys. */
  private static Stream<String> names(ListObjectsV2Response page) {
    return Stream.concat(
            page.contents().stream().map(S3Object::key),
            page.commonPrefixes().stream().map(CommonPrefix::prefix))
        .sorted();
  }

  private static boolean isAborted(Bucket bucket, MultipartUpload upload) {
    try {
      bucket
          .client()
          .abortMultipartUpload(
              r -> r.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
      return true;
    } catch (software.amazon.awssdk.services.s3.model.NoSuchUploadException e) {
      return false;
    }
  }

  private static boolean isOurs(Bucket bucket, String path) {
    return path.startsWith(bucket.prefix())
        && ObjectKey.isKey(path.substring(bucket.prefix().length()));
  }

  private static StoredObject described(Bucket bucket, S3Object object) {
    ObjectKey key = new ObjectKey(object.key().substring(bucket.prefix().length()));
    return new StoredObject(key, object.size(), object.lastModified());
  }

  /** Other writers' names may hold what XML cannot; the SDK decodes them. */
  private static ListObjectsV2Request.Builder request(Bucket bucket, String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(bucket.name())
        .prefix(prefix)
        .encodingType(EncodingType.URL);
  }

  private static Stream<ListObjectsV2Response> pages(
      Bucket bucket, Optional<ObjectKey> folder, ListObjectsV2Request request) {
    Iterator<ListObjectsV2Response> pages =
        new Pages(bucket, folder, bucket.client().listObjectsV2Paginator(request).iterator());
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** Sorts failures, and refuses a page that says more is to come without saying where. */
  private record Pages(
      Bucket bucket, Optional<ObjectKey> folder, Iterator<ListObjectsV2Response> pages)
      implements Iterator<ListObjectsV2Response> {
    @Override
    public boolean hasNext() {
      return pages.hasNext();
    }

    @Override
    public ListObjectsV2Response next() {
      try {
        ListObjectsV2Response page = pages.next();
        if (Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() == null) {
          throw new RetryableException(
              "%s cut a listing short; try again".formatted(bucket.location()));
        }
        return page;
      } catch (SdkException e) {
        throw bucket.sorted(e, Action.LIST, folder);
      }
    }
  }
}
