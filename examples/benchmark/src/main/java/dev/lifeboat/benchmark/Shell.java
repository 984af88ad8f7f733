package dev.lifeboat.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs programs that are not measured. */
final class Shell {
  private Shell() {}

  /**
   * Runs a program to its end.
   *
   * @return its output and its messages
   * @throws IOException if it fails, with what it said
   */
  static String run(List<String> command) throws IOException {
    Path output = Files.createTempFile("benchmark", ".txt");
    try {
      // To a file: a server that the program starts keeps its output open.
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = waitFor(process);
      String said = Files.readString(output, StandardCharsets.UTF_8).strip();
      if (code != 0) {
        throw new IOException("%s ended with %d: %s".formatted(command.get(0), code, said));
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }

  static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
