package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadOnlyStorageTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  @Test
  void itReadsAndRefusesToChange() throws Exception {
    MemoryStorage memory = new MemoryStorage();
    try (Upload upload = memory.upload(KEY)) {
      upload.write(7);
      upload.commit();
    }
    Storage readOnly = ReadOnlyStorage.of(memory);

    assertThat(readOnly.read(KEY, 0, 5).readAllBytes()).containsExactly(7);
    assertThatThrownBy(() -> readOnly.upload(KEY)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> readOnly.delete(KEY)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> readOnly.sweepUploads(Instant.now()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("memory was opened read-only");
    assertThat(memory.find(KEY)).isPresent();
  }
}
