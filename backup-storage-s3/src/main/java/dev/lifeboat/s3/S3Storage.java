package dev.lifeboat.s3;

import dev.lifeboat.error.Given;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.UnfinishedUpload;
import dev.lifeboat.storage.Upload;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps objects in a bucket of Amazon S3 or of a store that speaks its protocol, below a prefix.
 *
 * <p>An upload fills one buffer from a pool that all uploads share. What fits one buffer is stored
 * by a single PutObject, anything larger by a multipart upload whose parts are sent by the writing
 * thread as they fill. Publishing demands that the key is free ({@code If-None-Match: *}); where
 * the answer to it is lost, the object is looked up and recognised by a mark in its metadata.
 *
 * <p>Reads resume at the right byte when a connection drops. Thread-safe.
 */
public final class S3Storage implements Storage {
  private final Bucket bucket;
  private final PartBuffers buffers;
  private final int maxParts;
  private final Runnable closing;

  S3Storage(Bucket bucket, PartBuffers buffers, int maxParts, Runnable closing) {
    this.bucket = bucket;
    this.buffers = buffers;
    this.maxParts = maxParts;
    this.closing = closing;
  }

  /**
   * Starts to describe a storage.
   *
   * @param bucket the name of a bucket that exists
   * @return a builder, whose defaults suit Amazon S3 with the SDK's default credentials and region
   */
  public static S3StorageBuilder in(String bucket) {
    return new S3StorageBuilder(bucket);
  }

  @Override
  public Upload upload(ObjectKey key) {
    return new S3Upload(bucket, key, buffers, maxParts);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("Negative range: %d, %d".formatted(offset, length));
    }
    if (length > 0) {
      return S3Read.open(bucket, key, offset, length);
    }
    if (find(key).isEmpty()) {
      throw new MissingObjectException(key, location());
    }
    return InputStream.nullInputStream();
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return bucket.head(key).map(head -> ObjectFacts.of(bucket, key, head));
  }

  @Override
  public Stream<StoredObject> list(ObjectKey folder) {
    return S3Listing.objects(bucket, folder);
  }

  @Override
  public Stream<String> children(Optional<ObjectKey> folder) {
    return S3Listing.children(bucket, folder);
  }

  @Override
  public void delete(ObjectKey key) {
    bucket.call(
        Action.DELETE,
        key,
        s3 -> s3.deleteObject(r -> r.bucket(bucket.name()).key(bucket.path(key))));
  }

  /** Multipart uploads below the prefix, of which the store does not tell the size. */
  @Override
  public List<UnfinishedUpload> unfinishedUploads() {
    return Uploads.unfinished(bucket);
  }

  /**
   * Aborts multipart uploads below the prefix. Without a prefix these are all of the bucket, other
   * writers' too.
   */
  @Override
  public int sweepUploads(Instant before) {
    return Uploads.sweep(bucket, Given.value(before, "the moment before which uploads began"));
  }

  @Override
  public Optional<Instant> now() {
    return bucket.clock().now();
  }

  @Override
  public String location() {
    return bucket.location();
  }

  /** Closes the client if this storage made it; a client passed in stays open. */
  @Override
  public void close() {
    closing.run();
  }

  int partBuffersMade() {
    return buffers.made();
  }

  @Override
  public String toString() {
    return "S3Storage[" + location() + "]";
  }
}
