package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a source may lie elsewhere, on another file system too. */
class FoldersElsewhereTest {
  private static final Path OTHER_FILE_SYSTEM = Path.of("/dev/shm");
  private static final ObjectKey KEY = ObjectKey.of("school", "manifests", "a.json");

  @TempDir private Path folder;
  private Path elsewhere;

  @AfterEach
  void removeElsewhere() throws IOException {
    if (elsewhere != null) {
      try (Stream<Path> paths = Files.walk(elsewhere)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void onTheSameFileSystem() throws IOException {
    elsewhere = Files.createTempDirectory("lifeboat-elsewhere");
    assertServed(link(elsewhere));
  }

  @Test
  void onAnotherFileSystem() throws IOException {
    assertServed(link(otherFolder()));
    assertThat(elsewhere.resolve(".uploads")).isEmptyDirectory();
  }

  @Test
  void abandonedUploadsOfAnotherFileSystemAreSwept() throws IOException {
    Storage storage = link(otherFolder());
    Upload abandoned = storage.upload(KEY);
    abandoned.write(new byte[10]);

    assertThat(elsewhere.resolve(".uploads")).isNotEmptyDirectory();
    assertThat(storage.sweepUploads(Instant.now().plusSeconds(60))).isEqualTo(1);
    assertThatThrownBy(abandoned::commit).isInstanceOf(RefusedException.class);
    abandoned.close();
  }

  private void assertServed(Storage storage) throws IOException {
    put(storage);

    assertThat(storage.children(Optional.empty())).containsExactly("school");
    assertThat(storage.list(ObjectKey.of("school")))
        .extracting(StoredObject::key)
        .containsExactly(KEY);
    assertThat(storage.read(KEY, 0, 100).readAllBytes()).hasSize(10);
    assertThatThrownBy(() -> put(storage)).isInstanceOf(KeyExistsException.class);

    storage.delete(KEY);

    assertThat(storage.find(KEY)).isEmpty();
    assertThat(folder.resolve("repo/school")).isSymbolicLink();
    put(storage);
    assertThat(storage.find(KEY)).isPresent();
  }

  private Path otherFolder() throws IOException {
    if (!Files.isWritable(OTHER_FILE_SYSTEM)
        || Files.getFileStore(OTHER_FILE_SYSTEM).equals(Files.getFileStore(folder))) {
      throw Skip.because("there is no second file system to write to");
    }
    elsewhere = Files.createTempDirectory(OTHER_FILE_SYSTEM, "lifeboat-elsewhere");
    return elsewhere;
  }

  private Storage link(Path target) throws IOException {
    Path root = Files.createDirectory(folder.resolve("repo"));
    Files.createSymbolicLink(root.resolve("school"), target);
    return DirectoryStorage.at(root);
  }

  private static void put(Storage storage) throws IOException {
    try (Upload upload = storage.upload(KEY)) {
      upload.write(new byte[10]);
      upload.commit();
    }
  }
}
