package dev.lifeboat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where the data directories of test servers lie: a folder for each JVM, as several test at once.
 *
 * <p>Not where zonky's library works: it removes what it takes for the rest of a killed JVM there,
 * and takes a server of another JVM for that once it is ten minutes old and its JVM has started one
 * more (that opens and closes the lock file of each older one, which releases the lock).
 */
final class TestData {
  private static boolean cleaned;

  private TestData() {}

  /** The folder of this JVM; those of JVMs that have ended are removed first. */
  static synchronized Path ofThisJvm(Path parent) {
    Path all = parent.resolve("lifeboat-test-data-" + System.getProperty("user.name"));
    try {
      Path own = all.resolve(Long.toString(ProcessHandle.current().pid()));
      Files.createDirectories(own);
      if (!cleaned) {
        cleaned = true;
        removeDead(all);
      }
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeDead(Path all) throws IOException {
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : folders.toList()) {
        if (ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).isEmpty()) {
          remove(folder);
        }
      }
    }
  }

  /** Another JVM, or a server that is still ending, may remove the same at the same time. */
  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println(folder + " of an ended JVM stays: " + e.getMessage());
    }
  }
}
