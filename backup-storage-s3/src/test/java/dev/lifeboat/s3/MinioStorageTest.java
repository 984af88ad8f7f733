package dev.lifeboat.s3;

import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.Docker;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testkit.StorageContract;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract on a server of another make, where Docker runs. */
class MinioStorageTest extends StorageContract {
  private static final String IMAGE = "minio/minio:RELEASE.2025-09-07T16-13-09Z";
  private static MinIOContainer minio;
  private static S3Client client;

  @BeforeAll
  static void start() {
    Docker.require("MinIO");
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw Skip.because("Docker does not answer, and so no MinIO");
    }
    minio = new MinIOContainer(IMAGE);
    minio.start();
    client = connect();
    client.createBucket(r -> r.bucket("backups"));
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (minio != null) {
      minio.stop();
    }
  }

  @Override
  protected Storage open() {
    return S3Storage.in("backups")
        .client(client)
        .prefix(ObjectKey.of("test", UUID.randomUUID().toString()))
        .partSizeBytes(5 << 20)
        .partBuffers(4)
        .build();
  }

  @Override
  protected int largeBytes() {
    return 11 << 20;
  }

  private static S3Client connect() {
    return S3Client.builder()
        .endpointOverride(URI.create(minio.getS3URL()))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(minio.getUserName(), minio.getPassword())))
        .build();
  }
}
