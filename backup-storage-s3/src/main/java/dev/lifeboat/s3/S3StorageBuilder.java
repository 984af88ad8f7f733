package dev.lifeboat.s3;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.S3Client;

/** Describes an {@link S3Storage}. For one thread at a time. */
public final class S3StorageBuilder {
  /** S3's limits: all parts but the last at least 5 MiB, at most 10,000 of them. */
  private static final long MIN_PART_BYTES = 5L << 20;

  /** A part is one array; S3 itself allows 5 GiB. */
  private static final long MAX_PART_BYTES = 1L << 30;

  private final String bucket;
  private final ClientSettings settings = new ClientSettings();
  private @Nullable S3Client client;
  private String prefix = "";
  private long partSizeBytes = 8L << 20;
  private int partBuffers = 3;
  private Duration bufferWait = Duration.ofMinutes(10);
  private int maxParts = 10_000;

  S3StorageBuilder(String bucket) {
    this.bucket = Given.value(bucket, "the name of the bucket");
  }

  /** Puts all objects below a folder of the bucket; default: its root. */
  public S3StorageBuilder prefix(ObjectKey folder) {
    this.prefix = Given.value(folder, "the folder of the bucket").value() + "/";
    return this;
  }

  /** Uses the host's client, which stays open, instead of making one. */
  public S3StorageBuilder client(S3Client hostsClient) {
    this.client = Given.value(hostsClient, "the S3 client");
    return this;
  }

  /**
   * The region of the bucket; default: the SDK's own search, {@code us-east-1} with an endpoint.
   */
  public S3StorageBuilder region(String region) {
    settings.region = Given.value(region, "the region");
    return this;
  }

  /** The address of a store other than Amazon's. */
  public S3StorageBuilder endpoint(URI endpoint) {
    settings.endpoint = Given.value(endpoint, "the endpoint");
    return this;
  }

  /** Where credentials come from; default: the SDK's own search. */
  public S3StorageBuilder credentials(AwsCredentialsProvider provider) {
    settings.credentials = Given.value(provider, "the credentials");
    return this;
  }

  /** Names the bucket in the path and not in the host name, as most stores need it. */
  public S3StorageBuilder pathStyle() {
    settings.pathStyle = true;
    return this;
  }

  /**
   * Whether uploads carry a checksum the store verifies; default: always. Some older stores refuse
   * that: {@link RequestChecksumCalculation#WHEN_REQUIRED}.
   */
  public S3StorageBuilder checksums(RequestChecksumCalculation when) {
    settings.checksums = Given.value(when, "the mode of checksums");
    return this;
  }

  /** Sends bodies as they are, for stores that cannot read {@code aws-chunked} ones. */
  public S3StorageBuilder withoutChunkedEncoding() {
    settings.chunkedEncoding = false;
    return this;
  }

  /**
   * The size of all parts of an upload but the last; default: 8 MiB. An object has at most 10,000
   * parts: 78 GiB by default.
   */
  public S3StorageBuilder partSizeBytes(long bytes) {
    this.partSizeBytes = bytes;
    return this;
  }

  /**
   * How many parts are held in memory at most, by all uploads together; default: 3. Every upload
   * needs one from its first byte until its end, so this is also how many uploads make progress at
   * a time. They are made when needed and kept until the storage goes.
   */
  public S3StorageBuilder partBuffers(int count) {
    this.partBuffers = count;
    return this;
  }

  /**
   * How long an upload waits for a buffer while no other upload gets a part done, before it is
   * refused; default: 10 minutes. This ends the deadlock of one thread that writes more uploads at
   * a time than there are buffers.
   */
  public S3StorageBuilder bufferWait(Duration longest) {
    this.bufferWait = Given.value(longest, "the wait for a buffer");
    return this;
  }

  /** Lowers S3's limit for tests. */
  S3StorageBuilder maxParts(int count) {
    this.maxParts = count;
    return this;
  }

  /**
   * Makes the storage. No request is sent.
   *
   * @return the storage, to be closed by the caller
   * @throws RefusedException if the settings contradict each other or no region is known
   */
  public S3Storage build() {
    requireSense();
    PartBuffers buffers = new PartBuffers(partBuffers, (int) partSizeBytes, bufferWait);
    if (client != null) {
      return new S3Storage(bucketOf(client), buffers, maxParts, () -> {});
    }
    S3Client own = settings.connect(bucket);
    return new S3Storage(bucketOf(own), buffers, maxParts, own::close);
  }

  private Bucket bucketOf(S3Client s3) {
    Optional<URI> endpoint = s3.serviceClientConfiguration().endpointOverride();
    return new Bucket(s3, bucket, prefix, endpoint);
  }

  private void requireSense() {
    require(!bucket.isBlank(), "A bucket needs a name");
    require(
        client == null || settings.isUntouched(),
        "Bucket '%s' has both a client and settings for a client; set them on the client",
        bucket);
    require(
        partSizeBytes >= MIN_PART_BYTES && partSizeBytes <= MAX_PART_BYTES,
        "A part has 5 MiB to 1 GiB and not %d bytes",
        partSizeBytes);
    require(partBuffers >= 1, "At least one part buffer is needed and not %d", partBuffers);
  }

  private static void require(boolean condition, String message, Object... details) {
    if (!condition) {
      throw new RefusedException(message.formatted(details));
    }
  }
}
