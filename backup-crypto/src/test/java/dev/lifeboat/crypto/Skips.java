package dev.lifeboat.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What tests need from outside the project, and may not find. */
public final class Skips {
  private Skips() {}

  /** Skips the test, and says so where the build is read. */
  public static void unless(boolean present, String reason) {
    if (!present) {
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
  }

  /** A folder of the fixtures that lie beside the project. */
  public static Path fixtures(String name) {
    Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    return Stream.iterate(start, path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/fixtures").resolve(name))
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(start.resolve("no-" + name));
  }

  /** Whether a program is installed. */
  public static boolean installed(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
