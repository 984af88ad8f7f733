package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** An object on its way into a bucket: one buffer, and the parts before it. */
final class S3Upload extends Upload {
  private final Bucket bucket;
  private final ObjectKey key;
  private final PartBuffers buffers;
  private final int maxParts;
  private final Publication publication;
  private byte @Nullable [] buffer;
  private int filled;
  private long sentBytes;
  private @Nullable Multipart parts;
  private boolean finished;

  S3Upload(Bucket bucket, ObjectKey key, PartBuffers buffers, int maxParts) {
    this.bucket = bucket;
    this.key = key;
    this.buffers = buffers;
    this.maxParts = maxParts;
    this.publication = new Publication(bucket, key);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("The upload of '%s' is closed".formatted(key));
    }
    try {
      int end = offset + length;
      for (int position = offset; position < end; ) {
        position += fill(bytes, position, end - position);
      }
    } catch (IOException | RuntimeException | Error e) {
      discard(e);
      throw e;
    }
  }

  @Override
  public void commit() throws IOException {
    if (finished) {
      throw new IllegalStateException("The upload of '%s' is closed".formatted(key));
    }
    if (parts == null) {
      finish(() -> publication.put(body(), filled));
      return;
    }
    try {
      sendPart();
    } catch (RuntimeException | Error e) {
      discard(e);
      throw e;
    }
    finish(() -> publication.complete(parts, sentBytes));
  }

  @Override
  public void close() {
    if (!finished) {
      finish(this::abort);
    }
  }

  /**
   * Takes what fits. A full buffer is sent when more comes, so that the last part is never empty.
   */
  private int fill(byte[] bytes, int offset, int length) throws IOException {
    if (buffer == null) {
      buffer = buffers.take();
    }
    if (filled == buffer.length) {
      sendPart();
    }
    int count = Math.min(length, buffer.length - filled);
    System.arraycopy(bytes, offset, buffer, filled, count);
    filled += count;
    return count;
  }

  private void sendPart() {
    try {
      if (parts == null) {
        parts = Multipart.start(bucket, key, publication.metadata());
      }
      requireRoom(parts.count());
      parts.add(body());
    } catch (SdkException e) {
      throw bucket.sorted(e, Action.STORE, Optional.of(key));
    }
    sentBytes += filled;
    filled = 0;
    buffers.progress();
  }

  private void requireRoom(int count) {
    if (count == maxParts) {
      throw new RefusedException(
          "'%s' is larger than %d parts of %d bytes, the most that S3 takes; set a larger part size"
              .formatted(key, maxParts, buffers.sizeBytes()));
    }
  }

  /** Can be read again for a retry, as the buffer is not touched before the answer is there. */
  private RequestBody body() {
    byte[] content = buffer == null ? new byte[0] : buffer;
    int length = filled;
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(content, 0, length), length, "application/octet-stream");
  }

  private void finish(Runnable last) {
    finished = true;
    try {
      last.run();
    } finally {
      releaseBuffer();
    }
  }

  private void abort() {
    if (parts == null) {
      return;
    }
    try {
      Uninterrupted.run(parts::abort);
    } catch (SdkException e) {
      throw bucket.sorted(e, Action.DISCARD, Optional.of(key));
    }
  }

  /** Keeps the first failure; parts that cannot be removed now are left to a sweep. */
  private void discard(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void releaseBuffer() {
    if (buffer != null) {
      buffers.give(buffer);
      buffer = null;
    }
  }
}
