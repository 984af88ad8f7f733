package dev.lifeboat.s3;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Aborts multipart uploads that nobody goes on with. */
final class UploadSweep {
  private final Bucket bucket;
  private final Instant before;
  private final PageMarkers markers;

  private UploadSweep(Bucket bucket, Instant before) {
    this.bucket = bucket;
    this.before = before;
    this.markers = new PageMarkers("%s (uploads)".formatted(bucket.location()));
  }

  static int run(Bucket bucket, Instant before) {
    UploadSweep sweep = new UploadSweep(bucket, before);
    return bucket.call(Action.SWEEP, Optional.empty(), sweep::run);
  }

  private int run(S3Client s3) {
    ListMultipartUploadsRequest request =
        ListMultipartUploadsRequest.builder().bucket(bucket.name()).prefix(bucket.prefix()).build();
    int swept = 0;
    while (true) {
      ListMultipartUploadsResponse page = s3.listMultipartUploads(request);
      swept += (int) page.uploads().stream().filter(this::isAbandoned).filter(this::abort).count();
      if (!Boolean.TRUE.equals(page.isTruncated())) {
        return swept;
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

  /** An upload without a date may have begun just now. */
  private boolean isAbandoned(MultipartUpload upload) {
    return bucket.isOurs(upload.key())
        && upload.initiated() != null
        && upload.initiated().isBefore(before);
  }

  private boolean abort(MultipartUpload upload) {
    try {
      bucket
          .client()
          .abortMultipartUpload(
              r -> r.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
      return true;
    } catch (NoSuchUploadException e) {
      return false;
    }
  }
}
