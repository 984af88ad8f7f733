package dev.lifeboat.s3;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A range of an object as a stream, which goes on at the right byte when a connection drops. */
final class S3Read extends InputStream {
  /** How often in a row a connection may drop without a byte; opening has the SDK's retries. */
  private static final int MAX_DROPS = 5;

  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/.*");

  private final Bucket bucket;
  private final ObjectKey key;
  private final @Nullable String etag;
  private ResponseInputStream<GetObjectResponse> in;
  private long position;
  private long left;

  /** What the answer still holds, which is more than is left where the range was ignored. */
  private long unread;

  private boolean closed;

  private S3Read(
      Bucket bucket,
      ObjectKey key,
      ResponseInputStream<GetObjectResponse> in,
      long position,
      long length) {
    this.bucket = bucket;
    this.key = key;
    this.etag = strong(in.response().eTag());
    this.in = in;
    this.position = position;
    this.unread = lengthOf(bucket, key, in);
    this.left = Math.min(length, unread);
  }

  static InputStream open(Bucket bucket, ObjectKey key, long offset, long length) {
    try {
      ResponseInputStream<GetObjectResponse> in = request(bucket, key, offset, length, null);
      return new S3Read(bucket, key, in, offset, length);
    } catch (S3Exception e) {
      if (e.statusCode() == 416) {
        return InputStream.nullInputStream();
      }
      if (e.statusCode() == 404 && !S3Failures.code(e).equals("NoSuchBucket")) {
        throw new MissingObjectException(key, bucket.location());
      }
      throw bucket.sorted(e, Action.READ, Optional.of(key));
    } catch (SdkException e) {
      throw bucket.sorted(e, Action.READ, Optional.of(key));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("The stream of '%s' is closed".formatted(key));
    }
    if (length == 0 || left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = readResuming(bytes, offset, (int) Math.min(length, left));
    position += count;
    left -= count;
    unread -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (unread == 0) {
      in.close(); // The connection can be used again.
    } else {
      in.abort(); // Closing would read all the rest.
    }
  }

  private int readResuming(byte[] bytes, int offset, int length) throws IOException {
    for (int drops = 0; ; drops++) {
      try {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
          return count;
        }
        throw new IOException("'%s' ended %d bytes early".formatted(key, left));
      } catch (IOException | SdkException e) {
        if (drops == MAX_DROPS || Thread.currentThread().isInterrupted()) {
          throw new IOException(
              "Reading '%s' from %s failed at byte %d; try again"
                  .formatted(key, bucket.location(), position),
              e);
        }
        resume(e);
      }
    }
  }

  private void resume(Exception drop) throws IOException {
    in.abort();
    try {
      in = request(bucket, key, position, left, etag);
      unread = lengthOf(bucket, key, in);
    } catch (SdkException e) {
      LifeboatException sorted = bucket.sorted(e, Action.READ, Optional.of(key));
      sorted.addSuppressed(drop);
      throw new IOException(sorted.getMessage(), sorted);
    }
  }

  /**
   * How many bytes an answer has. A proxy that sends them on in chunks leaves their number out, but
   * not the range that they are.
   */
  private static long lengthOf(
      Bucket bucket, ObjectKey key, ResponseInputStream<GetObjectResponse> in) {
    Long length = in.response().contentLength();
    if (length != null) {
      return length;
    }
    Matcher range = RANGE.matcher(String.valueOf(in.response().contentRange()));
    if (range.matches()) {
      return Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
    }
    in.abort();
    throw new RefusedException(
        "%s does not tell how many bytes of '%s' it sends; use a store or a proxy that sends Content-Length"
            .formatted(bucket.location(), key));
  }

  /** Nothing can be asked for by a weak tag. */
  private static @Nullable String strong(@Nullable String etag) {
    return etag == null || etag.startsWith("W/") ? null : etag;
  }

  /**
   * @param etag what the object must still be; null at first
   */
  private static ResponseInputStream<GetObjectResponse> request(
      Bucket bucket, ObjectKey key, long offset, long length, @Nullable String etag) {
    ResponseInputStream<GetObjectResponse> in =
        bucket
            .client()
            .getObject(
                r ->
                    r.bucket(bucket.name())
                        .key(bucket.path(key))
                        .range(range(offset, length))
                        .ifMatch(etag));
    String range = in.response().contentRange();
    boolean isAsked =
        range == null ? offset == 0 : range.replace(" ", "").startsWith("bytes" + offset + "-");
    if (!isAsked) {
      in.abort();
      throw new RefusedException(
          "%s does not answer with the range that was asked for; use a store that does"
              .formatted(bucket.location()));
    }
    return in;
  }

  private static String range(long offset, long length) {
    return length > Long.MAX_VALUE - offset
        ? "bytes=%d-".formatted(offset)
        : "bytes=%d-%d".formatted(offset, offset + length - 1);
  }
}
