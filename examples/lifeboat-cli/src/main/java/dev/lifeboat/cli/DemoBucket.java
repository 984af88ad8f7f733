package dev.lifeboat.cli;

import dev.lifeboat.s3.S3Storage;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * A bucket on an S3 server in this process, which keeps everything on the heap and checks
 * signatures. Close the storages first: the server waits for their connections.
 */
final class DemoBucket implements AutoCloseable {
  static final String NAME = "lifeboat-demo";

  private static final Logger LOG = LoggerFactory.getLogger(DemoBucket.class);
  private static final int SECRET_BYTES = 24;
  private static final long PATIENCE_MILLIS = 2_000;

  private final S3Proxy server;
  private final AwsBasicCredentials credentials;

  private DemoBucket(S3Proxy server, AwsBasicCredentials credentials) {
    this.server = server;
    this.credentials = credentials;
  }

  /** Starts a server on a free port of the loopback interface. */
  static DemoBucket start() {
    TransientNio2BlobStore store = new TransientNio2BlobStore();
    store.createContainer(CreateBucketRequest.builder().bucket(NAME).build());
    AwsBasicCredentials credentials = AwsBasicCredentials.create("demo", secret());
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(
                AuthenticationType.AWS_V4, credentials.accessKeyId(), credentials.secretAccessKey())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded S3 server did not start", e);
    }
    return new DemoBucket(server, credentials);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  AwsBasicCredentials credentials() {
    return credentials;
  }

  /** A storage in the bucket, to be closed by the caller. */
  S3Storage open() {
    return S3Storage.in(NAME)
        .endpoint(endpoint())
        .pathStyle()
        .credentials(StaticCredentialsProvider.create(credentials))
        .build();
  }

  /**
   * Waits for requests that are cut off only a moment: what they would have stored is lost anyway.
   */
  @Override
  public void close() {
    Thread stopping = new Thread(this::stop, "lifeboat-demo-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.debug("The embedded S3 server did not stop", e);
    }
  }

  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
