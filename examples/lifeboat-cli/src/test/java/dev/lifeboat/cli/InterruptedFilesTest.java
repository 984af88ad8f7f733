package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that are being written when the command is interrupted. */
class InterruptedFilesTest {
  private static final int PIECES = 4;
  private static final int PIECE_BYTES = 100_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aFileIsWholeOrNotThere(int interruptedAt) throws IOException {
    Path file = folder.resolve("file");
    try {
      NewFile.write(file, out -> writePieces(out, interruptedAt));
    } catch (IOException | LifeboatException e) {
      // Not there, then.
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(names()).isSubsetOf("file");
    if (Files.exists(file)) {
      assertThat(Files.size(file)).isEqualTo(PIECES * PIECE_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aFolderIsWholeOrNotThere(int interruptedAt) throws IOException {
    Path target = folder.resolve("target");
    try {
      NewFolder.write(
          target,
          partial -> {
            for (int piece = 0; piece < PIECES; piece++) {
              interrupt(piece, interruptedAt);
              Files.write(partial.resolve(String.valueOf(piece)), new byte[PIECE_BYTES]);
            }
            interrupt(PIECES, interruptedAt);
          });
    } catch (IOException | LifeboatException e) {
      // Not there, then.
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(names()).isSubsetOf("target");
    if (Files.exists(target)) {
      try (Stream<Path> files = Files.list(target)) {
        assertThat(files).hasSize(PIECES);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "directory", "plain"})
  void aCommandThatIsInterruptedFromTheBeginningLeavesNothing(String format) throws IOException {
    try (TestDatabase source =
        TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Path archive = folder.resolve("archive");
      Cli.run("dump", "--db", source.url(), "--to", archive).done();
      for (List<Object> command :
          List.<List<Object>>of(
              List.of("dump", "--db", source.url(), "--to", folder.resolve("out")),
              List.of("convert", "--from", archive, "--to", folder.resolve("out")))) {
        Thread.currentThread().interrupt();
        int exitCode =
            Cli.run(Stream.concat(command.stream(), Stream.of("--format", format)).toArray())
                .exitCode();
        assertThat(Thread.interrupted()).isTrue();
        if (exitCode == 0) {
          Cli.run("convert", "--from", folder.resolve("out"), "--to", folder.resolve("again"))
              .done();
          delete(folder.resolve("out"));
          delete(folder.resolve("again"));
        }
        assertThat(names()).containsExactly("archive");
      }
    }
  }

  private static void writePieces(OutputStream out, int interruptedAt) throws IOException {
    for (int piece = 0; piece < PIECES; piece++) {
      interrupt(piece, interruptedAt);
      out.write(new byte[PIECE_BYTES]);
    }
    interrupt(PIECES, interruptedAt);
  }

  private static void interrupt(int piece, int interruptedAt) {
    if (piece == interruptedAt) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      NewFolder.remove(path);
    } else {
      Files.delete(path);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
