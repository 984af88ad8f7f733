package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Arguments that are a public key or name a file of such. */
final class KeyArgument {
  /** What is longer is no name of a file on any system, and asking would fail. */
  private static final int MAX_NAME_LENGTH = 255;

  /** How public keys begin, some of which hold slashes as well. */
  private static final List<String> KEYS = List.of("age1", "ssh-", "sk-ssh-", "RW");

  private KeyArgument() {}

  /**
   * Whether an argument names a file.
   *
   * @throws RefusedException if it can be nothing else, and there is none
   */
  static boolean isFile(String argument) {
    if (argument.length() > MAX_NAME_LENGTH || argument.indexOf('\0') >= 0) {
      return false;
    }
    boolean there = Files.isRegularFile(Path.of(argument));
    if (!there && isPath(argument)) {
      throw new RefusedException(
          "There is no file '%s' with public keys; check the path".formatted(argument));
    }
    return there;
  }

  private static boolean isPath(String argument) {
    return KEYS.stream().noneMatch(argument::startsWith)
        && (argument.contains("/") || argument.contains("."));
  }
}
