package dev.lifeboat.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stock program, used as an independent judge: {@code pg_dump}, {@code age}, …
 *
 * <p>It is looked for in the folders that the environment variable {@code LIFEBOAT_TOOLS} names, on
 * the PATH, and where Debian keeps the programs of each PostgreSQL, the newest first.
 *
 * @param name what it is called
 * @param file where it is
 * @param version the first line that {@code --version} prints
 */
public record Program(String name, Path file, String version) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern MAJOR = Pattern.compile("\\d+");
  private static final Map<Path, String> VERSIONS = new ConcurrentHashMap<>();

  /** Gives a program; the test is skipped where it is not installed. */
  public static Program require(String name) {
    return find(name).orElseThrow(() -> Skip.because(name + " is not on the PATH"));
  }

  /**
   * Gives a program of at least a major version; the test is skipped where there is none. Of
   * several it is the oldest, as newer ones set what the server of a test may not know.
   */
  public static Program requireAtLeast(String name, int major) {
    return findAtLeast(name, major).orElseThrow(() -> missing(name, major + " or later"));
  }

  /** Gives the oldest program of at least a major version if one is installed. */
  public static Optional<Program> findAtLeast(String name, int major) {
    return all(name)
        .filter(program -> program.major() >= major)
        .min(Comparator.comparingInt(Program::major));
  }

  /** Gives a program of exactly a major version; the test is skipped where there is none. */
  public static Program requireMajor(String name, int major) {
    return findMajor(name, major).orElseThrow(() -> missing(name, Integer.toString(major)));
  }

  /** Gives a program of exactly a major version if it is installed. */
  public static Optional<Program> findMajor(String name, int major) {
    return all(name).filter(program -> program.major() == major).findFirst();
  }

  /** Gives a program if it is installed, the first of several. */
  public static Optional<Program> find(String name) {
    return all(name).findFirst();
  }

  /** The major version, such as 15; 0 if it does not tell. */
  public int major() {
    Matcher digits = MAJOR.matcher(version);
    return digits.find() ? Integer.parseInt(digits.group()) : 0;
  }

  /** Prepares a run with these arguments. */
  public ProgramRun with(Object... arguments) {
    return new ProgramRun(file, arguments);
  }

  private static RuntimeException missing(String name, String wanted) {
    String others = all(name).map(Program::version).distinct().collect(Collectors.joining(", "));
    String found = others.isEmpty() ? "" : ", but " + others;
    return Skip.because(
        "%s %s is neither on the PATH nor in $LIFEBOAT_TOOLS%s".formatted(name, wanted, found));
  }

  /** All that are installed, the best place first; each is asked for its version when needed. */
  private static Stream<Program> all(String name) {
    return Stream.of(folders("LIFEBOAT_TOOLS"), folders("PATH"), debian())
        .flatMap(folders -> folders)
        .flatMap(folder -> Stream.of(name, name + ".exe").map(folder::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .map(file -> new Program(name, file, VERSIONS.computeIfAbsent(file, Program::versionOf)));
  }

  private static Stream<Path> folders(String variable) {
    return Stream.of(System.getenv().getOrDefault(variable, "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private static Stream<Path> debian() {
    if (!Files.isDirectory(DEBIAN)) {
      return Stream.of();
    }
    try (Stream<Path> majors = Files.list(DEBIAN)) {
      return majors
          .map(major -> major.resolve("bin"))
          .sorted(Comparator.reverseOrder())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String versionOf(Path file) {
    ProgramRun.Result result = new ProgramRun(file, "--version").run();
    return result.output().lines().findFirst().orElse("");
  }
}
