package dev.lifeboat.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds material that lies beside the project, in {@code ../shared}, and is not part of it. */
public final class SharedFixtures {
  private SharedFixtures() {}

  /**
   * Gives a file or directory below {@code shared}; the test is skipped where it is missing.
   *
   * @param path such as {@code fixtures/age-vectors}
   */
  public static Path require(String path) {
    return find(path)
        .orElseThrow(
            () -> Skip.because("shared/" + path + " does not lie beside this copy of the project"));
  }

  /** Gives a file or directory below {@code shared}, if it is there. */
  public static Optional<Path> find(String path) {
    return ancestors()
        .map(directory -> directory.resolve("shared"))
        .filter(shared -> Files.isDirectory(shared.resolve("fixtures")))
        .map(shared -> shared.resolve(path))
        .filter(Files::exists)
        .findFirst();
  }

  private static Stream<Path> ancestors() {
    return Stream.iterate(
        Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent);
  }
}
