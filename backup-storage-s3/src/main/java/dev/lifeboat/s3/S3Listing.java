package dev.lifeboat.s3;

import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is below a prefix, page by page. Names that are no keys belong to others. */
final class S3Listing {
  private S3Listing() {}

  static Stream<StoredObject> objects(Bucket bucket, ObjectKey folder) {
    ListObjectsV2Request request = request(bucket, bucket.path(folder) + "/").build();
    return ListingPages.stream(bucket, Optional.of(folder), request)
        .flatMap(page -> page.contents().stream())
        .filter(object -> bucket.isOurs(object.key()))
        .map(object -> ObjectFacts.of(bucket, object));
  }

  static Stream<String> children(Bucket bucket, Optional<ObjectKey> folder) {
    String prefix = folder.map(f -> bucket.path(f) + "/").orElse(bucket.prefix());
    ListObjectsV2Request request = request(bucket, prefix).delimiter("/").build();
    return ListingPages.stream(bucket, folder, request)
        .flatMap(S3Listing::names)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .filter(ObjectKey::isSegment);
  }

  /** A page's objects and folders, merged in the order of keys. */
  private static Stream<String> names(ListObjectsV2Response page) {
    return Stream.concat(
            page.contents().stream().map(S3Object::key),
            page.commonPrefixes().stream().map(CommonPrefix::prefix))
        .sorted();
  }

  /** Other writers' names may hold what XML cannot; the SDK decodes them. */
  private static ListObjectsV2Request.Builder request(Bucket bucket, String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(bucket.name())
        .prefix(prefix)
        .encodingType(EncodingType.URL);
  }
}
