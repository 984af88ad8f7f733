package dev.lifeboat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of arguments, each given as {@code @file}. */
final class ArgumentFiles {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** An address with a password, as a URL and as JDBC has it. */
  private static final Pattern PASSWORD =
      Pattern.compile("://[^/@\\s]*:[^/@\\s]+@|\\bpassword=", Pattern.CASE_INSENSITIVE);

  private static final int MAX_BYTES = 1 << 20;

  private ArgumentFiles() {}

  /** What a person should know of the files among some arguments. */
  static Stream<String> warnings(String... arguments) {
    return files(arguments).flatMap(file -> warning(file).stream());
  }

  /** What is wrong with the files among some arguments; one that is not there is no file at all. */
  static Optional<Failure> failure(String... arguments) {
    return files(arguments)
        .filter(Files::isDirectory)
        .findFirst()
        .map("The arguments of @%s cannot be read: it is a folder; name a file"::formatted)
        .map(UsageException::new)
        .map(e -> new Failure("usage", e.getMessage(), ExitCode.USAGE.number(), e));
  }

  private static Stream<Path> files(String... arguments) {
    return Stream.of(arguments)
        .filter(argument -> argument.startsWith("@") && argument.indexOf('\0') < 0)
        .map(argument -> Path.of(argument.substring(1)));
  }

  private static Optional<String> warning(Path file) {
    try {
      return Files.isRegularFile(file) && isOpenToOthers(file) && holdsPassword(file)
          ? Optional.of(
              "The file %s holds a password and is open to others than its owner; run chmod 600 on it"
                  .formatted(file))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // what cannot be read is reported when it is
    }
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
  }

  private static boolean holdsPassword(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return PASSWORD.matcher(text).find();
    }
  }
}
