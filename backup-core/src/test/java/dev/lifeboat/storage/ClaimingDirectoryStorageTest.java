package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.testkit.StorageContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory on a file system without hard links. */
class ClaimingDirectoryStorageTest extends StorageContract {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  @TempDir Path root;

  @Override
  protected Storage open() {
    return new DirectoryStorage(root, Publisher::claiming);
  }

  @Test
  void aClaimLeftByACrashHoldsTheKeyUntilItIsSwept() throws Exception {
    Path uploads = Files.createDirectories(root.resolve(".uploads"));
    Path claim = Files.createFile(uploads.resolve(Publisher.claimName(root.resolve(KEY.value()))));

    assertThatThrownBy(() -> put(KEY, bytes(1)))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("is claimed by another upload");
    storage.sweepUploads(Instant.now().plusSeconds(60));

    assertThat(claim).doesNotExist();
    put(KEY, bytes(1));
  }
}
