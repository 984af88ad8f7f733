package dev.lifeboat.s3;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * An S3 server in this process that keeps everything on the heap and checks signatures.
 *
 * <p>Close the clients first: the server waits for their connections. Its threads are no daemons,
 * so that a server left open keeps the process alive.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "embedded-access-key";
  public static final String SECRET_KEY = "embedded-secret-key";

  private final S3Proxy proxy;
  private final BlobStore store;

  private S3Server(S3Proxy proxy, BlobStore store) {
    this.proxy = proxy;
    this.store = store;
  }

  /**
   * Starts a server with one bucket on a free port of the loopback interface.
   *
   * @param bucket the bucket's name, of at least 3 characters
   * @param decoration put around what keeps the objects, to inject faults; or the identity
   */
  public static S3Server start(String bucket, UnaryOperator<BlobStore> decoration) {
    TransientNio2BlobStore store = new TransientNio2BlobStore();
    store.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(decoration.apply(store))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded S3 server did not start", e);
    }
    return new S3Server(proxy, store);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** What really keeps the objects, without the decoration. */
  public BlobStore store() {
    return store;
  }

  /** A storage on this server, for the caller to refine. */
  public S3StorageBuilder storage(String bucket) {
    return S3Storage.in(bucket)
        .endpoint(endpoint())
        .pathStyle()
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)));
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded S3 server did not stop", e);
    }
  }
}
