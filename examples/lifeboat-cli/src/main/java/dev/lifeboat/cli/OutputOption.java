package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a dump is written. */
final class OutputOption {
  private static final String STANDARD_OUTPUT = "-";
  private static final int BUFFER_BYTES = 64 * 1024;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description =
          "The file or directory to write; nothing is overwritten. - is the standard output, which"
              + " gets a file once it is whole in the temporary folder.")
  private String name;

  /** As it was given, which tells the form of what is written. */
  String name() {
    return name;
  }

  boolean isStandardOutput() {
    return name.equals(STANDARD_OUTPUT);
  }

  /**
   * Writes to the place.
   *
   * @param writing writes to a path at which nothing exists
   */
  <T> Written<T> write(Verb verb, DumpOutput.Detour<T> writing) throws IOException {
    if (!isStandardOutput()) {
      Path path = Path.of(name);
      NewFolder.requireNothing(path);
      return new Written<>(writing.writeTo(path), DumpOutput.sizeBytes(path));
    }
    requireReader(verb);
    Path folder = Files.createTempDirectory("lifeboat-");
    try {
      Path file = folder.resolve("dump");
      Written<T> written = new Written<>(writing.writeTo(file), DumpOutput.sizeBytes(file));
      pass(file, verb.surroundings().out());
      return written;
    } finally {
      NewFolder.remove(folder);
    }
  }

  /** The answer, which is on standard error where the dump itself is on standard output. */
  Answer answer(Verb verb, Map<String, ?> document, String... lines) {
    if (!isStandardOutput()) {
      return Answer.done(document, lines);
    }
    List.of(lines).forEach(verb.console()::remark);
    return Answer.done(document);
  }

  /** Where it was written, for answers. */
  String words() {
    return isStandardOutput() ? "standard output" : name;
  }

  private void requireReader(Verb verb) {
    if (verb.console().isJson()) {
      throw verb.wrongUsage("--json and --to - both write to standard output; choose one");
    }
    if (verb.surroundings().outIsTerminal()) {
      throw verb.wrongUsage(
          "Standard output is a terminal, and --to - would fill it; name a file, or redirect it");
    }
  }

  private static void pass(Path file, PrintStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        out.write(buffer, 0, length);
        if (out.checkError()) {
          throw new RefusedException(
              "Standard output took only a part; discard that and write it again");
        }
      }
    }
  }

  /**
   * What was written.
   *
   * @param told what the writer says of it
   * @param sizeBytes how large it is
   */
  record Written<T>(T told, long sizeBytes) {}
}
