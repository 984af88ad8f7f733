package dev.lifeboat.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Sits between the server and what keeps its objects, and fails on demand. */
final class FaultyStore extends ForwardingBlobStore {
  /** A part that fails, and how often it still does. */
  volatile int failingPart;

  /** A part whose bytes are lost without a word. */
  volatile int lostPart;

  final AtomicInteger partFailures = new AtomicInteger();

  /** How often the request for a new object still fails without any effect. */
  final AtomicInteger publishFailures = new AtomicInteger();

  /** How often it still takes effect with its answer lost. */
  final AtomicInteger lostAnswers = new AtomicInteger();

  final AtomicInteger lookUpFailures = new AtomicInteger();
  final AtomicInteger readFailures = new AtomicInteger();
  final AtomicInteger aborts = new AtomicInteger();

  /** What somebody else does just after. */
  volatile Runnable aftermath = () -> {};

  /** The one path that the faults of publishing are for. */
  private final String target;

  /** What somebody else does just before a new object is published. */
  volatile Runnable intruder = () -> {};

  FaultyStore(BlobStore delegate, String target) {
    super(delegate);
    this.target = target;
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    if (request.partNumber() == failingPart && partFailures.get() > 0) {
      drain(content);
      failWhile(partFailures, 500, "InternalError");
    }
    if (request.partNumber() == lostPart) {
      drain(content);
    }
    return super.uploadMultipartPart(upload, request, content);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    intruder.run();
    failWhile(publishFailures, 500, "InternalError");
    CompleteMultipartUploadResponse done = super.completeMultipartUpload(upload, request);
    aftermath.run();
    failWhile(lostAnswers, 500, "InternalError");
    return done;
  }

  /** The server puts objects of its own as well, to remember multipart uploads by. */
  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    if (!request.key().equals(target)) {
      return super.putBlob(request, content);
    }
    intruder.run();
    if (publishFailures.get() > 0) {
      drain(content);
    }
    failWhile(publishFailures, 500, "InternalError");
    PutObjectResponse done = super.putBlob(request, content);
    aftermath.run();
    failWhile(lostAnswers, 500, "InternalError");
    return done;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    failWhile(lookUpFailures, 500, "InternalError");
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    failWhile(readFailures, 503, "SlowDown");
    return super.getBlob(request);
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    aborts.incrementAndGet();
    super.abortMultipartUpload(upload);
  }

  /** An answer to a request that was not read would be lost. */
  private static void drain(InputStream content) {
    try {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void failWhile(AtomicInteger left, int status, String code) {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw S3Exception.builder()
          .statusCode(status)
          .message("injected")
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode(code).errorMessage("injected").build())
          .build();
    }
  }
}
