package dev.lifeboat.s3;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.storage.ObjectKey;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket, seen from a prefix, with its failures sorted.
 *
 * @param client sends the requests
 * @param name of the bucket
 * @param prefix empty, or ends with a slash
 * @param endpoint the store's address where it is not Amazon's
 * @param clock what time it is there
 */
record Bucket(
    S3Client client, String name, String prefix, Optional<URI> endpoint, StoreClock clock) {
  /** A bucket of whose clock nothing is known yet. */
  Bucket(S3Client client, String name, String prefix, Optional<URI> endpoint) {
    this(client, name, prefix, endpoint, new StoreClock(InstantSource.system()));
  }

  String path(ObjectKey key) {
    return prefix + key.value();
  }

  /** Whether a path is that of an object of Lifeboat, or of a name that could be one. */
  boolean isOurs(String path) {
    return path.startsWith(prefix) && ObjectKey.isKey(path.substring(prefix.length()));
  }

  /** The key of an object that {@linkplain #isOurs is ours}. */
  ObjectKey key(String path) {
    return new ObjectKey(path.substring(prefix.length()));
  }

  /** Whether the name stands for a bucket of another name: that of an access point. */
  boolean isAlias() {
    return name.startsWith("arn:") || name.endsWith("-s3alias") || name.endsWith("--ol-s3");
  }

  /** As the command line writes it. */
  String location() {
    String folder = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + name + folder + endpoint.map(e -> "?endpoint=" + withoutUser(e)).orElse("");
  }

  <T> T call(Action action, ObjectKey key, Function<S3Client, T> request) {
    return call(action, Optional.of(key), request);
  }

  <T> T call(Action action, Optional<ObjectKey> key, Function<S3Client, T> request) {
    try {
      return dated(request);
    } catch (SdkException e) {
      throw sorted(e, action, key);
    }
  }

  /** Sends a request, with its failures unsorted, and looks at the date of the answer. */
  <T> T dated(Function<S3Client, T> request) {
    Instant begun = clock.begin();
    try {
      T answer = request.apply(client);
      clock.see(begun, answer);
      return answer;
    } catch (SdkException e) {
      clock.see(begun, e);
      throw e;
    }
  }

  LifeboatException sorted(SdkException failure, Action action, Optional<ObjectKey> key) {
    return S3Failures.sort(failure, action, key, location());
  }

  /** Metadata of an object, or empty if it does not exist. */
  Optional<HeadObjectResponse> head(ObjectKey key) {
    return call(Action.FIND, key, s3 -> headUnsorted(key));
  }

  /** The answer to a HEAD has no body, so that a missing bucket looks like a missing object. */
  Optional<HeadObjectResponse> headUnsorted(ObjectKey key) {
    try {
      return Optional.of(dated(s3 -> s3.headObject(r -> r.bucket(name).key(path(key)))));
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
      requireExists();
      return Optional.empty();
    }
  }

  /** Listing names the missing bucket, and is the permission that every repository needs. */
  private void requireExists() {
    try {
      ListingPages.requireOfBucket(
          client.listObjectsV2(r -> r.bucket(name).prefix(prefix).maxKeys(1)), this);
    } catch (S3Exception e) {
      // Whoever may not list learns nothing here, and a missing bucket is told by the next write.
      if (e.statusCode() != 403) {
        throw e;
      }
    }
  }

  private static String withoutUser(URI endpoint) {
    return endpoint.getScheme() + "://" + endpoint.getHost() + port(endpoint);
  }

  private static String port(URI endpoint) {
    return endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
  }
}
