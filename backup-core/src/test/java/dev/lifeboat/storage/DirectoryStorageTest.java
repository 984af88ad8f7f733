package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStorageTest extends StorageContract {
  private static final ObjectKey KEY = new ObjectKey("school/a/b");

  @TempDir Path folder;
  Path root;

  @Override
  protected Storage open() {
    root = folder.resolve("deep/backups");
    return DirectoryStorage.at(root);
  }

  @Test
  void theRootIsMadeByTheFirstUploadOnly() throws Exception {
    assertThat(list("school")).isEmpty();
    assertThat(storage.find(KEY)).isEmpty();
    storage.delete(KEY);
    assertThat(storage.sweepUploads(java.time.Instant.MAX)).isZero();
    assertThat(root).doesNotExist();

    put(KEY, bytes(1));

    assertThat(root.resolve("school/a/b")).hasBinaryContent(bytes(1));
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    put(KEY, bytes(1));

    assertThat(permissions(root.resolve("school/a/b"))).isEqualTo("rw-------");
    for (String made : List.of("", "school", "school/a", ".uploads")) {
      assertThat(permissions(root.resolve(made))).isEqualTo("rwx------");
    }
  }

  @Test
  void nothingTemporaryIsLeftAfterwards() throws Exception {
    put(KEY, bytes(1));
    storage.upload(KEY).close();
    assertThatThrownBy(() -> put(KEY, bytes(1))).isInstanceOf(KeyExistsException.class);

    assertThat(filesIn(root.resolve(".uploads"))).isEmpty();
  }

  @Test
  void linksAreNeitherListedNorFollowed() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside/deeper"));
    Files.writeString(outside.resolve("secret"), "secret");
    put(KEY, bytes(1));
    Files.createSymbolicLink(root.resolve("school/out"), outside.getParent());
    Files.createSymbolicLink(root.resolve("school/file"), outside.resolve("secret"));

    assertThat(list("school")).containsExactly("school/a/b");
    assertThat(list("school/out")).isEmpty();
    for (String key : List.of("school/out/deeper/secret", "school/file", "school/out")) {
      ObjectKey linked = new ObjectKey(key);
      assertThat(storage.find(linked)).isEmpty();
      assertThat(storage.children(Optional.of(linked))).isEmpty();
      assertThatThrownBy(() -> storage.read(linked, 0, 9))
          .isInstanceOf(MissingObjectException.class);
      storage.delete(linked);
    }
    assertThat(storage.children(Optional.of(new ObjectKey("school/out/deeper")))).isEmpty();
    assertThatThrownBy(() -> put(new ObjectKey("school/out/new"), bytes(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not a folder");
    assertThat(outside.resolve("secret")).exists();
    assertThat(filesIn(outside.getParent())).containsExactly("deeper");
  }

  @Test
  void theRootItselfMayBeALink() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    storage = DirectoryStorage.at(link);
    put(KEY, bytes(9));

    assertThat(real.resolve("school/a/b")).exists();
    assertThat(read(KEY)).hasSize(9);
  }

  @Test
  void strangersInTheDirectoryAreLeftOut() throws Exception {
    put(KEY, bytes(1));
    Files.writeString(root.resolve("school/.hidden"), "");
    Files.writeString(root.resolve("school/a b"), "");
    Files.createDirectories(root.resolve("lost+found"));
    Files.createDirectories(root.resolve("empty/folder"));

    assertThat(list("school")).containsExactly("school/a/b");
    assertThat(storage.children(Optional.empty())).containsExactly("school");
  }

  @Test
  void anObjectIsNoFolder() throws Exception {
    put(KEY, bytes(1));

    assertThatThrownBy(() -> put(KEY.resolve("c"), bytes(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not a folder");
    assertThatThrownBy(() -> put(new ObjectKey("school/a"), bytes(1)))
        .isInstanceOf(KeyExistsException.class);
    assertThat(filesIn(root.resolve(".uploads"))).isEmpty();
  }

  @Test
  void aRootThatIsAFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DirectoryStorage.at(file).upload(KEY))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void emptyFoldersGoWithTheirLastObject() throws Exception {
    put(KEY, bytes(1));

    storage.delete(KEY);

    assertThat(filesIn(root)).containsExactly(".uploads");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
