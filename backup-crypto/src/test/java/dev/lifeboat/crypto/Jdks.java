package dev.lifeboat.crypto;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * JDKs that are installed: those in {@code $LIFEBOAT_JDKS}, paths apart as in {@code $PATH}, or
 * else those in {@code /usr/lib/jvm}.
 */
final class Jdks {
  private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");
  private static final int LEAST = 17;

  private Jdks() {}

  /** The program of the JDK that runs this. */
  static Path own() {
    return java(Path.of(System.getProperty("java.home")));
  }

  /** The programs of those from 17 on that are of another version than the one that runs this. */
  static List<Path> others() throws IOException {
    try (Stream<Path> homes = homes()) {
      return homes.filter(Jdks::isAnother).map(Jdks::java).filter(Files::isExecutable).toList();
    }
  }

  private static Stream<Path> homes() throws IOException {
    String chosen = System.getenv("LIFEBOAT_JDKS");
    if (chosen != null) {
      return Stream.of(chosen.split(File.pathSeparator)).map(Path::of);
    }
    return Files.isDirectory(USUAL_PLACE) ? Files.list(USUAL_PLACE) : Stream.empty();
  }

  private static boolean isAnother(Path home) {
    int version = version(home);
    return version >= LEAST && version != Runtime.version().feature();
  }

  /** The feature version, such as 25; 0 where there is no JDK. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(home.resolve("release"))) {
      release.load(file);
      String version = release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }
}
