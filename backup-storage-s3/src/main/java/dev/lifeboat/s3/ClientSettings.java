package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How the storage's own client is made. */
final class ClientSettings {
  /** Rides out a burst of refusals of some seconds; the SDK doubles its pauses. */
  private static final int ATTEMPTS = 6;

  @Nullable String region;
  @Nullable URI endpoint;
  @Nullable AwsCredentialsProvider credentials;
  @Nullable RequestChecksumCalculation checksums;
  boolean pathStyle;
  boolean chunkedEncoding = true;

  boolean isUntouched() {
    return region == null
        && endpoint == null
        && credentials == null
        && checksums == null
        && !pathStyle
        && chunkedEncoding;
  }

  S3Client connect(String bucket) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http())
            .forcePathStyle(pathStyle)
            .serviceConfiguration(c -> c.chunkedEncodingEnabled(chunkedEncoding))
            .overrideConfiguration(
                c ->
                    c.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()));
    place(builder);
    if (credentials != null) {
      builder.credentialsProvider(credentials);
    }
    if (checksums != null) {
      builder.requestChecksumCalculation(checksums);
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new RefusedException(refusal(bucket, e), e);
    }
  }

  /** What the SDK says of a region that it did not find names its classes. */
  private String refusal(String bucket, SdkClientException e) {
    return region == null && endpoint == null
        ? "The region of bucket '%s' is not known; add region=... to its address, or set AWS_REGION"
            .formatted(bucket)
        : "No client for bucket '%s' could be made: %s; correct its settings"
            .formatted(bucket, e.getMessage());
  }

  private static Apache5HttpClient.Builder http() {
    Set<String> direct = NoProxy.hosts();
    Apache5HttpClient.Builder http = Apache5HttpClient.builder();
    return direct.isEmpty()
        ? http
        : http.proxyConfiguration(ProxyConfiguration.builder().nonProxyHosts(direct).build());
  }

  private void place(S3ClientBuilder builder) {
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (region != null) {
      builder.region(Region.of(region));
    } else if (endpoint != null) {
      // Only part of the signature there; searching for one would ask the metadata service of EC2.
      builder.region(Region.US_EAST_1);
    }
  }
}
