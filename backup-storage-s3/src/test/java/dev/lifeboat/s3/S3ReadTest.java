package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Reading over a connection that drops, through a client of the host. */
class S3ReadTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");
  private static final byte[] CONTENT = new byte[1_000_000];

  private final FaultyHttp http = new FaultyHttp();
  private S3Server server;
  private OtherWriter host;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(CONTENT);
    server = S3Server.start("backups", UnaryOperator.identity());
    host = new OtherWriter(server, "backups", http);
    storage = S3Storage.in("backups").client(host.client()).build();
    try (Upload upload = storage.upload(KEY)) {
      upload.write(CONTENT);
      upload.commit();
    }
  }

  @AfterEach
  void stop() {
    storage.close();
    host.put("the/clients/owner/goes/on");
    host.close();
    server.close();
  }

  @Test
  void aReadGoesOnAtTheRightByteWhenTheConnectionDrops() throws Exception {
    changeBodies(body -> FaultyHttp.droppedAfter(body, 300_000));

    assertThat(Arrays.equals(readFrom(10), Arrays.copyOfRange(CONTENT, 10, CONTENT.length)))
        .isTrue();
    assertThat(http.ranges())
        .containsExactly(
            "bytes=10-", "bytes=300010-999999", "bytes=600010-999999", "bytes=900010-999999");
  }

  @Test
  void aBodyThatEndsEarlyIsNotTheEnd() throws Exception {
    changeBodies(body -> new ByteArrayInputStream(first(body, 400_000)));

    assertThat(Arrays.equals(readFrom(0), CONTENT)).isTrue();
  }

  @Test
  void aConnectionThatDropsWithoutEndIsAnError() {
    changeBodies(body -> FaultyHttp.droppedAfter(body, 0));

    assertThatThrownBy(() -> readFrom(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed at byte 0");
    assertThat(http.ranges()).hasSizeBetween(2, 20);
  }

  @Test
  void anObjectThatIsReplacedMeanwhileIsAnError() throws Exception {
    changeBodies(body -> FaultyHttp.droppedAfter(body, 300_000));
    try (InputStream in = storage.read(KEY, 0, 1_000_000);
        OtherWriter other = new OtherWriter(server, "backups")) {
      in.readNBytes(1_000);
      other
          .client()
          .putObject(
              r -> r.bucket("backups").key("a/b"), RequestBody.fromBytes(new byte[1_000_000]));

      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aStoreThatIgnoresRangesIsRefused() {
    http.change = (request, response) -> FaultyHttp.withoutHeader(response, "Content-Range");

    assertThatThrownBy(() -> storage.read(KEY, 5, 5))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("range");
  }

  @Test
  void anErrorInsideAnOkIsNoSuccess() throws Exception {
    String error = "<Error><Code>InternalError</Code><Message>injected</Message></Error>";
    http.change =
        (request, response) ->
            request.method() == SdkHttpMethod.POST
                    && request.rawQueryParameters().containsKey("uploadId")
                ? FaultyHttp.withBody(response, new ByteArrayInputStream(error.getBytes()))
                : response;

    ObjectKey key = new ObjectKey("large");
    try (Upload upload = storage.upload(key)) {
      upload.write(new byte[9 << 20]);
      upload.commit();
    }

    // It did take effect behind that answer, and was recognised by its mark.
    assertThat(storage.find(key).orElseThrow().sizeBytes()).isEqualTo(9 << 20);
  }

  private void changeBodies(UnaryOperator<InputStream> body) {
    http.change =
        (request, response) ->
            request.method() == SdkHttpMethod.GET && response.responseBody().isPresent()
                ? FaultyHttp.withBody(response, body.apply(response.responseBody().get()))
                : response;
  }

  private byte[] readFrom(long offset) throws IOException {
    try (InputStream in = storage.read(KEY, offset, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  private static byte[] first(InputStream body, int count) {
    try {
      return body.readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
