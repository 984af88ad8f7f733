package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import dev.lifeboat.testkit.StorageContract;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3StorageTest extends StorageContract {
  private static final String BUCKET = "backups";
  private static S3Server server;

  @BeforeAll
  static void start() {
    server = S3Server.start(BUCKET, UnaryOperator.identity());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Storage open() {
    return server
        .storage(BUCKET)
        .prefix(ObjectKey.of("test", UUID.randomUUID().toString()))
        .partSizeBytes(5 << 20)
        .partBuffers(4)
        .build();
  }

  @Override
  protected int largeBytes() {
    return 11 << 20;
  }

  @Test
  void sizesAroundAPartAreStoredWhole() throws Exception {
    int part = 5 << 20;
    for (int size : new int[] {part - 1, part, part + 1, 2 * part, 2 * part + 1}) {
      ObjectKey key = ObjectKey.of("sizes", "s" + size);
      put(key, bytes(size));
      assertThat(Arrays.equals(read(key), bytes(size))).isTrue();
    }
  }

  @Test
  void theWholeBucketMayBeTheStorage() throws Exception {
    try (Storage whole = server.storage(BUCKET).build()) {
      ObjectKey key = ObjectKey.of("root-" + UUID.randomUUID(), "x");
      try (Upload upload = whole.upload(key)) {
        upload.commit();
      }
      assertThat(whole.find(key)).isPresent();
      assertThat(whole.children(Optional.empty())).contains(key.value().split("/")[0]);
      assertThat(storage.find(key)).isEmpty();
      assertThat(whole.location()).isEqualTo("s3://backups?endpoint=" + server.endpoint());
      whole.delete(key);
    }
  }

  @Test
  void othersNamesAreLeftOut() throws Exception {
    put(new ObjectKey("mine/a"), bytes(1));
    String prefix = storage.location().replaceAll("s3://backups/|\\?.*", "");
    try (OtherWriter other = new OtherWriter(server, BUCKET)) {
      for (String name :
          new String[] {"mine/b c", "mine/\u0001", "mine/%41", "mine/+", "mine/.x/y"}) {
        other.put(prefix + "/" + name);
      }
    }

    assertThat(list("mine")).containsExactly("mine/a");
    assertThat(storage.children(Optional.of(new ObjectKey("mine")))).containsExactly("a");
  }

  @Test
  void aStreamThatIsClosedSaysSo() throws Exception {
    ObjectKey key = new ObjectKey("a/b");
    put(key, bytes(10));
    var in = storage.read(key, 0, 10);
    in.close();
    in.close();

    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
  }
}
