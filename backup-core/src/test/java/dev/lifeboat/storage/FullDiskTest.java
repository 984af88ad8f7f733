package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real full disk: a file system of one mebibyte, in a mount name space of its own. */
class FullDiskTest {
  @TempDir Path disk;

  @Test
  void aFullDiskIsRefusedAndLeavesNothing() {
    ProgramRun.Result result =
        SmallDisk.run(
            disk,
            "size=1m",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OnFullDisk.class.getName(),
                disk.toString()));

    assertThat(result.output()).as(result.errors()).contains("refused as it should be");
  }

  /** Runs in the other process. */
  static final class OnFullDisk {
    private OnFullDisk() {}

    public static void main(String[] args) throws IOException {
      Path root = Path.of(args[0]).resolve("root");
      DirectoryStorage storage = DirectoryStorage.at(root);
      store(storage, "fits", 300_000);
      for (int attempt = 0; attempt < 3; attempt++) {
        requireRefused(storage, root);
      }
      store(storage, "fits-too", 300_000);
      System.out.println("refused as it should be");
    }

    private static void requireRefused(DirectoryStorage storage, Path root) throws IOException {
      try {
        store(storage, "too/large", 2_000_000);
        throw new IllegalStateException("it was stored");
      } catch (RefusedException e) {
        require(e.getMessage().contains(root.resolve("too/large").toString()), e.getMessage());
        require(e.getMessage().contains("make room"), e.getMessage());
      }
      try (Stream<Path> left = Files.list(root.resolve(".uploads"));
          Stream<String> names = storage.children(Optional.empty())) {
        require(left.findAny().isEmpty(), "a temporary file is left");
        require(!names.toList().contains("too"), "something is listed");
      }
    }

    private static void require(boolean condition, String what) {
      if (!condition) {
        throw new IllegalStateException(what);
      }
    }

    private static void store(Storage storage, String key, int bytes) throws IOException {
      try (Upload upload = storage.upload(new ObjectKey(key))) {
        upload.write(new byte[bytes]);
        upload.commit();
      }
    }
  }
}
