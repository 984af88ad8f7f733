package dev.lifeboat.s3;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A plain client, as another program or a host would have it. */
final class OtherWriter implements AutoCloseable {
  private final SdkHttpClient http;
  private final S3Client client;
  private final String bucket;

  OtherWriter(S3Server server, String bucket) {
    this(server, bucket, Apache5HttpClient.create());
  }

  OtherWriter(S3Server server, String bucket, SdkHttpClient http) {
    this.bucket = bucket;
    this.http = http;
    this.client =
        S3Client.builder()
            .httpClient(http)
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .build();
  }

  S3Client client() {
    return client;
  }

  void put(String path) {
    put(path, Map.of());
  }

  void put(String path, Map<String, String> metadata) {
    client.putObject(
        r -> r.bucket(bucket).key(path).metadata(metadata), RequestBody.fromString("theirs"));
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
