package dev.lifeboat.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A stock program on the path, used as an independent judge: {@code pg_dump}, {@code age}, …
 *
 * @param name what it is called
 * @param file where it is
 * @param version the first line that {@code --version} prints
 */
public record Program(String name, Path file, String version) {
  private static final Pattern MAJOR = Pattern.compile("\\d+");

  /** Gives a program; the test is skipped where it is not installed. */
  public static Program require(String name) {
    return find(name).orElseThrow(() -> Skip.because(name + " is not on the PATH"));
  }

  /** Gives a program of at least a major version; the test is skipped where there is none. */
  public static Program requireAtLeast(String name, int major) {
    Program program = require(name);
    if (program.major() < major) {
      throw Skip.because(name + " " + major + " or later is not on the PATH: " + program.version());
    }
    return program;
  }

  /** Gives a program of exactly a major version; the test is skipped where there is none. */
  public static Program requireMajor(String name, int major) {
    Program program = require(name);
    if (program.major() != major) {
      throw Skip.because(name + " " + major + " is not on the PATH, but " + program.version());
    }
    return program;
  }

  /** Gives a program if it is installed. */
  public static Optional<Program> find(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .flatMap(directory -> Stream.of(name, name + ".exe").map(Path.of(directory)::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file -> new Program(name, file, versionOf(name, file)));
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

  private static String versionOf(String name, Path file) {
    ProgramRun.Result result = new ProgramRun(file, "--version").run();
    return result.output().lines().findFirst().orElse(name);
  }
}
