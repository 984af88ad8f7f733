package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.testkit.StorageContract;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class FaultyStorageTest extends StorageContract {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  private final FaultyStorage faulty = new FaultyStorage(new MemoryStorage());

  @Override
  protected Storage open() {
    return faulty;
  }

  @Test
  void aFailedWriteDiscardsTheUpload() throws Exception {
    faulty.failWrite(2);
    try (Upload upload = faulty.upload(KEY)) {
      upload.write(new byte[5]);
      assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(faulty.find(KEY)).isEmpty();
    assertThat(faulty.openUploads()).isZero();
    assertThat(faulty.bytesWritten()).isEqualTo(5);
  }

  @Test
  void aLostAnswerLeavesTheObject() {
    faulty.loseCommitAnswer(1);

    assertThatThrownBy(() -> put(KEY, bytes(3))).isInstanceOf(UnknownOutcomeException.class);

    assertThat(faulty.find(KEY)).isPresent();
  }

  @Test
  void aFailedCommitLeavesNothing() {
    faulty.failCommit(1, () -> new RetryableException("injected"));

    assertThatThrownBy(() -> put(KEY, bytes(3))).isInstanceOf(RetryableException.class);

    assertThat(faulty.find(KEY)).isEmpty();
  }

  @Test
  void readingFailsAtTheByteThatWasAskedFor() throws Exception {
    put(KEY, bytes(100));
    faulty.failReadAtByte(41);
    try (InputStream in = faulty.read(KEY, 0, 100)) {
      assertThat(in.readNBytes(40)).hasSize(40);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
      assertThat(in.readAllBytes()).hasSize(60);
      assertThat(faulty.openReads()).isEqualTo(1);
    }
    assertThat(faulty.openReads()).isZero();
    assertThat(faulty.bytesRead()).isEqualTo(100);
  }
}
