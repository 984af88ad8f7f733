package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of a machine.
 *
 * @param folders where they are looked for, the best place first
 */
record Programs(List<Path> folders) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern MAJOR = Pattern.compile("(\\d+)[.\\d]*");

  /** The first that dumps and reads zstd. */
  private static final int KNOWS_ZSTD = 16;

  /** Those in the folders that were named, then Debian's, then what is on the PATH. */
  static Programs find(List<Path> named) throws IOException {
    List<Path> folders = new ArrayList<>(named);
    folders.addAll(debian());
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      folders.add(Path.of(folder));
    }
    return new Programs(List.copyOf(folders));
  }

  /** A program, the first that is found. */
  Optional<Path> program(String name) {
    return all(name).findFirst();
  }

  /** A program of PostgreSQL that knows zstd. */
  Optional<Path> withZstd(String name) {
    return all(name).filter(program -> major(program) >= KNOWS_ZSTD).findFirst();
  }

  /** The oldest program that is no older than the server. */
  Optional<Path> plain(String name, int serverMajor) {
    return all(name)
        .filter(program -> major(program) >= serverMajor)
        .min(Comparator.comparingInt(Programs::major));
  }

  /**
   * The oldest that is no older than the server, if it knows zstd: newer ones set what the server
   * does not know.
   */
  Optional<Path> plainWithZstd(String name, int serverMajor) {
    return plain(name, serverMajor).filter(program -> major(program) >= KNOWS_ZSTD);
  }

  /** The folder of the server's programs. */
  Optional<Path> server() {
    return all("initdb")
        .map(Path::getParent)
        .filter(f -> Files.exists(f.resolve("pg_ctl")))
        .findFirst();
  }

  /** What a program says of its version. */
  static String version(Path program) {
    try {
      return Shell.run(List.of(program.toString(), "--version")).lines().findFirst().orElse("?");
    } catch (IOException e) {
      return "?";
    }
  }

  private static int major(Path program) {
    Matcher version = MAJOR.matcher(version(program).replaceFirst(".*\\) ", ""));
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  private Stream<Path> all(String name) {
    return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable);
  }

  private static List<Path> debian() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return List.of();
    }
    try (Stream<Path> majors = Files.list(DEBIAN)) {
      return majors.map(major -> major.resolve("bin")).sorted(Comparator.reverseOrder()).toList();
    }
  }
}
