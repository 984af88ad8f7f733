package dev.lifeboat.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether Docker may run here. */
public final class Docker {
  private Docker() {}

  /**
   * Skips the test where nothing looks like Docker.
   *
   * <p>Testcontainers takes long to find out, so it is asked only where there is something to find.
   *
   * @param what is not tested then
   */
  public static void require(String what) {
    String home = Objects.requireNonNullElse(System.getProperty("user.home"), "");
    String runtime = Objects.requireNonNullElse(System.getenv("XDG_RUNTIME_DIR"), home);
    boolean isLikely =
        System.getenv("DOCKER_HOST") != null
            || Stream.of(
                    "/var/run/docker.sock",
                    home + "/.docker/run/docker.sock",
                    runtime + "/docker.sock")
                .anyMatch(socket -> Files.exists(Path.of(socket)));
    if (!isLikely) {
      throw Skip.because("Docker does not run here, and so no " + what);
    }
  }
}
