package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each wrong setting ends in one sentence that names the thing and the next step. */
class S3RefusalsTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");
  private static S3Server server;

  @BeforeAll
  static void start() {
    server = S3Server.start("backups", UnaryOperator.identity());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aWrongSecretIsRefusedAndNotTold() {
    String secret = "WRONGsecretNobodyMayRead";
    try (Storage storage =
        server
            .storage("backups")
            .credentials(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, secret)))
            .build()) {
      for (ThrowingCallable action : actionsOn(storage)) {
        Throwable failure = catchThrowable(action);
        assertThat(failure)
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("s3://backups")
            .hasMessageContaining("credentials");
        assertThat(stackTrace(failure)).doesNotContain(secret, S3Server.SECRET_KEY);
      }
      assertThat(storage.toString()).doesNotContain(secret);
    }
  }

  @Test
  void aMissingPermissionIsNamed() {
    AwsServiceException failure =
        S3Exception.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();

    assertThat(S3Failures.sort(failure, Action.STORE, Optional.of(KEY), "s3://backups"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Could not store 'a/b' in s3://backups: permission denied;"
                + " check the credentials and allow s3:PutObject (403 AccessDenied)");
  }

  @Test
  void aMissingBucketIsRefusedAndNeverTakenForAnEmptyOne() {
    try (Storage storage = server.storage("no-such-bucket").build()) {
      for (ThrowingCallable action : actionsOn(storage)) {
        assertThatThrownBy(action)
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("s3://no-such-bucket")
            .hasMessageContaining("create it or correct its name");
      }
    }
  }

  @Test
  void aStoreThatDoesNotAnswerMayAnswerLater() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (Storage storage =
        server.storage("backups").endpoint(URI.create("http://127.0.0.1:" + port)).build()) {
      assertThatThrownBy(() -> storage.find(KEY))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("check the endpoint");
    }
  }

  @Test
  void missingCredentialsAreSaidToBeMissing() {
    SdkClientException failure =
        SdkClientException.create("Unable to load credentials from any of the providers");

    assertThat(S3Failures.sort(failure, Action.LIST, Optional.empty(), "s3://backups"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("set AWS_ACCESS_KEY_ID");
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    try (OtherWriter host = new OtherWriter(server, "backups")) {
      List<S3StorageBuilder> wrong =
          List.of(
              S3Storage.in("backups").client(host.client()).region("eu-central-1"),
              S3Storage.in("backups").client(host.client()).pathStyle(),
              S3Storage.in(" "),
              server.storage("backups").partSizeBytes((5 << 20) - 1),
              server.storage("backups").partSizeBytes(2L << 30),
              server.storage("backups").partBuffers(0));

      assertThat(wrong)
          .allSatisfy(
              builder -> assertThatThrownBy(builder::build).isInstanceOf(RefusedException.class));
    }
  }

  @Test
  void anObjectOfTooManyPartsIsRefusedAndLeavesNothing() throws Exception {
    try (Storage storage = server.storage("backups").partSizeBytes(5 << 20).maxParts(2).build()) {
      put(storage, new ObjectKey("parts/fits"), 10 << 20);

      assertThatThrownBy(() -> put(storage, new ObjectKey("parts/large"), (10 << 20) + 1))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("set a larger part size");

      assertThat(storage.children(Optional.of(new ObjectKey("parts")))).containsExactly("fits");
      assertThat(storage.sweepUploads(Instant.now().plus(Duration.ofHours(1)))).isZero();
    }
  }

  private static List<ThrowingCallable> actionsOn(Storage storage) {
    return List.of(
        () -> put(storage, KEY, 10),
        () -> put(storage, KEY, 9 << 20),
        () -> storage.find(KEY),
        () -> storage.read(KEY, 0, 1),
        () -> storage.list(KEY).toList(),
        () -> storage.children(Optional.empty()).toList(),
        () -> storage.delete(KEY),
        storage::unfinishedUploads,
        () -> storage.sweepUploads(Instant.now()));
  }

  private static void put(Storage storage, ObjectKey key, int size) throws Exception {
    try (Upload upload = storage.upload(key)) {
      upload.write(new byte[size]);
      upload.commit();
    }
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
