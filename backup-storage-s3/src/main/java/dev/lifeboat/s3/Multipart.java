package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload that the store knows about. Failures are the SDK's own. */
final class Multipart {
  private final Bucket bucket;
  private final String path;
  private final String uploadId;
  private final List<CompletedPart> parts = new ArrayList<>();

  private Multipart(Bucket bucket, String path, String uploadId) {
    this.bucket = bucket;
    this.path = path;
    this.uploadId = uploadId;
  }

  static Multipart start(Bucket bucket, ObjectKey key, Map<String, String> metadata) {
    String path = bucket.path(key);
    String uploadId =
        bucket
            .client()
            .createMultipartUpload(r -> r.bucket(bucket.name()).key(path).metadata(metadata))
            .uploadId();
    if (uploadId == null) {
      throw new RefusedException(
          "The answer to storing '%s' in %s is not that of an S3 store; check the endpoint"
              .formatted(key, bucket.location()));
    }
    return new Multipart(bucket, path, uploadId);
  }

  int count() {
    return parts.size();
  }

  void add(RequestBody body) {
    int number = parts.size() + 1;
    UploadPartResponse stored =
        bucket
            .client()
            .uploadPart(
                r -> r.bucket(bucket.name()).key(path).uploadId(uploadId).partNumber(number), body);
    parts.add(described(number, stored));
  }

  void complete() {
    bucket
        .client()
        .completeMultipartUpload(
            r ->
                r.bucket(bucket.name())
                    .key(path)
                    .uploadId(uploadId)
                    .multipartUpload(m -> m.parts(parts))
                    .ifNoneMatch("*"));
  }

  void abort() {
    bucket.client().abortMultipartUpload(r -> r.bucket(bucket.name()).key(path).uploadId(uploadId));
  }

  /** An upload that was begun with a checksum wants those of its parts to be repeated. */
  private static CompletedPart described(int number, UploadPartResponse stored) {
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(stored.eTag())
        .checksumCRC32(stored.checksumCRC32())
        .checksumCRC32C(stored.checksumCRC32C())
        .checksumCRC64NVME(stored.checksumCRC64NVME())
        .checksumSHA1(stored.checksumSHA1())
        .checksumSHA256(stored.checksumSHA256())
        .build();
  }
}
