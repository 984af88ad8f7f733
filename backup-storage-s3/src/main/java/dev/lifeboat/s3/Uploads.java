package dev.lifeboat.s3;

import dev.lifeboat.storage.UnfinishedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Multipart uploads that are neither completed nor aborted, by whomever they are. */
final class Uploads {
  private final Bucket bucket;
  private final PageMarkers markers;

  private Uploads(Bucket bucket) {
    this.bucket = bucket;
    this.markers = new PageMarkers("%s (uploads)".formatted(bucket.location()));
  }

  static List<UnfinishedUpload> unfinished(Bucket bucket) {
    return in(bucket).stream()
        .map(
            upload ->
                new UnfinishedUpload(
                    Optional.of(bucket.key(upload.key())),
                    upload.initiated(),
                    OptionalLong.empty()))
        .toList();
  }

  /** Aborts those that nobody goes on with, and counts them. */
  static int sweep(Bucket bucket, Instant before) {
    return (int)
        in(bucket).stream()
            .filter(upload -> upload.initiated().isBefore(before))
            .filter(upload -> abort(bucket, upload))
            .count();
  }

  private static List<MultipartUpload> in(Bucket bucket) {
    return bucket.call(Action.LIST_UPLOADS, Optional.empty(), new Uploads(bucket)::list);
  }

  private List<MultipartUpload> list(S3Client s3) {
    List<MultipartUpload> uploads = new ArrayList<>();
    ListMultipartUploadsRequest request =
        ListMultipartUploadsRequest.builder().bucket(bucket.name()).prefix(bucket.prefix()).build();
    while (true) {
      ListMultipartUploadsResponse page = s3.listMultipartUploads(request);
      page.uploads().stream().filter(this::isKnown).forEach(uploads::add);
      if (!Boolean.TRUE.equals(page.isTruncated())) {
        return uploads;
      }
      request = following(request, page);
    }
  }

  /**
   * Two uploads of one key are told apart by their ids, so that only both together may not repeat.
   */
  private ListMultipartUploadsRequest following(
      ListMultipartUploadsRequest request, ListMultipartUploadsResponse page) {
    String key = page.nextKeyMarker();
    String upload = page.nextUploadIdMarker();
    markers.next(key == null || key.isEmpty() ? key : key + "\n" + upload);
    return request.toBuilder().keyMarker(key).uploadIdMarker(upload).build();
  }

  /** An upload without a date may have begun just now, at any time. */
  private boolean isKnown(MultipartUpload upload) {
    return bucket.isOurs(upload.key()) && upload.initiated() != null;
  }

  private static boolean abort(Bucket bucket, MultipartUpload upload) {
    return bucket.call(
        Action.DISCARD,
        bucket.key(upload.key()),
        s3 -> {
          try {
            s3.abortMultipartUpload(
                r -> r.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
            return true;
          } catch (NoSuchUploadException e) {
            return false;
          }
        });
  }
}
