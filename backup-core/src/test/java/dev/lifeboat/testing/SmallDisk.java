package dev.lifeboat.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real file system of a given size, seen by one process alone: in a mount name space of its own.
 */
public final class SmallDisk {
  private static final int NO_MOUNT = 77;
  private static final String MOUNT =
      "mount -t tmpfs -o \"$1\" lifeboat-test \"$0\" 2>/dev/null || exit "
          + NO_MOUNT
          + "; shift; exec \"$@\"";

  private SmallDisk() {}

  /**
   * Runs a program that finds the file system at a folder; the test is skipped where none can be
   * mounted.
   *
   * @param disk where it is mounted
   * @param options of the mount, such as {@code size=1m}
   * @param command what runs there
   */
  public static ProgramRun.Result run(Path disk, String options, List<String> command) {
    List<Object> arguments =
        new ArrayList<>(List.of("--map-root-user", "--mount", "sh", "-c", MOUNT, disk, options));
    arguments.addAll(command);
    ProgramRun.Result result = Program.require("unshare").with(arguments.toArray()).run();
    if (result.exitCode() == NO_MOUNT || result.errors().startsWith("unshare:")) {
      throw Skip.because("a file system of a mount name space cannot be made here");
    }
    return result;
  }
}
