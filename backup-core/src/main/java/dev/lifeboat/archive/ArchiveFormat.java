package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The forms that a dump is written in, all of which PostgreSQL's own programs read: a closed set.
 *
 * <p>Any archive is written in any of them, without a database: tables one after another, as
 * streams.
 */
public sealed interface ArchiveFormat {
  /** Forms that are one file. */
  sealed interface File extends ArchiveFormat permits Custom, Script {
    /**
     * Writes an archive.
     *
     * @param archive what to write, which the caller goes on to own
     * @param out where to; stays open, and should be buffered by the caller
     * @throws IOException if either fails; what was written is no whole file then
     */
    void write(ArchiveSource archive, OutputStream out) throws IOException;
  }

  /**
   * A custom archive: version 1.14 without zstd, which {@code pg_restore} 13 reads; 1.15 with it,
   * for {@code pg_restore} 16; 1.16 where the source groups its large objects, for {@code
   * pg_restore} 17.
   *
   * @param compression of the data
   */
  record Custom(Compression compression) implements File {
    /** Checks what was passed. */
    public Custom {
      Given.value(compression, "the compression of the archive");
    }

    @Override
    public void write(ArchiveSource archive, OutputStream out) throws IOException {
      requireGiven(archive, out);
      CustomWriter.write(archive, compression, out);
    }
  }

  /**
   * A plain SQL script.
   *
   * @param rows how it holds the rows of tables
   * @param compression of the whole script, as {@code gzip} or {@code zstd} compresses a file
   */
  record Script(RowForm rows, Compression compression) implements File {
    /** Checks what was passed. */
    public Script {
      Given.value(rows, "the form of the rows");
      Given.value(compression, "the compression of the script");
    }

    /** A script that is not compressed. */
    public Script(RowForm rows) {
      this(rows, new Compression.None());
    }

    @Override
    public void write(ArchiveSource archive, OutputStream out) throws IOException {
      requireGiven(archive, out);
      try (OutputStream script = compression.compressFileWithin(out)) {
        PlainScript.write(archive, script, rows);
      }
    }
  }

  /** A tar archive, of the versions of a custom one; its data is not compressed. */
  record Tar() implements ArchiveFormat {
    /**
     * Writes an archive.
     *
     * @param archive what to write, which the caller goes on to own
     * @param scratch a folder that exists and is empty, on a disk that has room for all of the data
     * @param out where to; stays open, and should be buffered by the caller
     * @throws IOException if any of them fails; what was written is no whole file then, and files
     *     are left in the folder
     */
    public void write(ArchiveSource archive, Path scratch, OutputStream out) throws IOException {
      requireGiven(archive, out);
      Given.value(scratch, "the folder for what is not yet written");
      TarWriter.write(archive, scratch, out);
    }
  }

  /**
   * A directory archive, of the versions of a custom one.
   *
   * @param compression of the data
   */
  record Directory(Compression compression) implements ArchiveFormat {
    /** Checks what was passed. */
    public Directory {
      Given.value(compression, "the compression of the archive");
    }

    /**
     * Writes an archive.
     *
     * @param archive what to write, which the caller goes on to own
     * @param folder where to: one that exists and is empty
     * @throws RefusedException if it is not
     * @throws IOException if either fails; what was written is no whole archive then
     */
    public void write(ArchiveSource archive, Path folder) throws IOException {
      requireGiven(archive, folder);
      try (var content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw new RefusedException(
              "The folder %s is not empty; name an empty one".formatted(folder));
        }
      }
      DirectoryWriter.write(archive, compression, folder);
    }
  }

  private static void requireGiven(ArchiveSource archive, Object output) {
    Given.value(archive, "the archive to write");
    Given.value(output, "the output of the archive");
  }
}
