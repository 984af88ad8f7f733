package dev.lifeboat.archive;

import dev.lifeboat.error.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A dump as a user has it, opened: whatever {@code pg_dump} or Lifeboat wrote, in a file, a
 * directory or a stream. Which of them it is, its first bytes tell.
 *
 * <p>It may be a custom archive, a directory archive, a tar archive or a plain SQL script; each but
 * the directory may also be compressed as a whole with gzip, zstd or lz4. To be closed by whoever
 * opened it.
 */
public sealed interface DumpFile extends AutoCloseable {
  /**
   * An archive of any kind.
   *
   * @param source reads it; closed with this
   */
  record Archive(ArchiveSource source) implements DumpFile {
    @Override
    public void close() {
      source.close();
    }
  }

  /**
   * A plain SQL script.
   *
   * @param text its bytes, decompressed, to be read once; closed with this. Reading throws {@link
   *     dev.lifeboat.error.DamagedException} where they cannot be decompressed
   */
  record Script(InputStream text) implements DumpFile {
    @Override
    public void close() {
      try {
        text.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Could not close a script", e);
      }
    }
  }

  /**
   * Opens a file or directory. An archive that is compressed as a whole is first decompressed into
   * a temporary file, which is gone when it is closed.
   *
   * @param path where it is
   * @return what it is, to be closed by the caller
   * @throws dev.lifeboat.error.RefusedException if there is nothing, or nothing that can be read
   * @throws dev.lifeboat.error.DamagedException if it is damaged
   */
  static DumpFile open(Path path) {
    return DumpOpener.open(Given.value(path, "the path of a dump"));
  }

  /**
   * Opens a stream, such as a resource of the class path or the standard input. A script is read as
   * it comes; an archive, which must be read from many places, is first copied into a temporary
   * file, which is gone when it is closed.
   *
   * @param name what messages call it
   * @param in the bytes; closed with the result, or at once if it cannot be opened
   * @return what it is, to be closed by the caller
   * @throws dev.lifeboat.error.RefusedException if it is nothing that can be read
   * @throws dev.lifeboat.error.DamagedException if it is damaged
   */
  static DumpFile open(String name, InputStream in) {
    return DumpOpener.open(
        Given.value(name, "the name of a dump"), Given.value(in, "the stream of a dump"));
  }

  @Override
  void close();
}
