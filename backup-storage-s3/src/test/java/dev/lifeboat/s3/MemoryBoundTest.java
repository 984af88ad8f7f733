package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Memory is bounded by the part buffers, and these by their count, whatever is uploaded. */
class MemoryBoundTest {
  private static final int OBJECTS = 4;
  private static final long OBJECT_BYTES = 75L << 20;
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
  void threeHundredMebibytesInFourUploadsPassThroughThreeBuffersInASmallHeap() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProgramRun.Result result =
        new Program("java", java, "")
            .with(
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallProcess.class.getName(),
                server.endpoint())
            .succeed();

    assertThat(result.output()).contains("buffers made: 3");
    try (Storage storage = server.storage("backups").build();
        Stream<Long> sizes = storage.list(new ObjectKey("large")).map(o -> o.sizeBytes())) {
      assertThat(sizes).hasSize(OBJECTS).containsOnly(OBJECT_BYTES);
    }
  }

  @Test
  void oneThreadWithMoreUploadsThanBuffersIsRefusedAndMayGoOn() throws Exception {
    try (Storage storage =
        server.storage("backups").partBuffers(1).bufferWait(Duration.ofMillis(50)).build()) {
      ObjectKey first = new ObjectKey("few/first");
      ObjectKey second = new ObjectKey("few/second");
      try (Upload held = storage.upload(first);
          Upload late = storage.upload(second)) {
        held.write(1);
        assertThatThrownBy(() -> late.write(1))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("finish uploads before starting more");
        held.commit();
      }
      assertThat(storage.find(first)).isPresent();
      assertThat(storage.find(second)).isEmpty();
    }
  }

  /** Runs in the other process. */
  static final class SmallProcess {
    private SmallProcess() {}

    public static void main(String[] args) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(OBJECTS);
      try (S3Storage storage = open(URI.create(args[0]))) {
        List<Callable<Void>> uploads =
            IntStream.range(0, OBJECTS)
                .<Callable<Void>>mapToObj(
                    n -> () -> upload(storage, ObjectKey.of("large", "n" + n)))
                .toList();
        for (Future<Void> done : threads.invokeAll(uploads)) {
          done.get();
        }
        System.out.println("buffers made: " + storage.partBuffersMade());
      } finally {
        threads.shutdown();
      }
    }

    private static S3Storage open(URI endpoint) {
      return S3Storage.in("backups")
          .endpoint(endpoint)
          .pathStyle()
          .credentials(
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
          .build();
    }

    private static Void upload(Storage storage, ObjectKey key) throws IOException {
      byte[] piece = new byte[60_000];
      Arrays.fill(piece, (byte) 7);
      try (Upload upload = storage.upload(key)) {
        for (long left = OBJECT_BYTES; left > 0; left -= piece.length) {
          upload.write(piece, 0, (int) Math.min(left, piece.length));
        }
        upload.commit();
      }
      return null;
    }
  }
}
