package dev.lifeboat.archive;

import dev.lifeboat.codec.FileCompression;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The files that a directory or tar archive is made of. Thread-safe. */
interface Members extends AutoCloseable {
  /** What messages call the archive. */
  String name();

  /**
   * Looks for a file.
   *
   * @param file its name as {@link MemberName} allows it
   * @return the file, perhaps under its name with the suffix of a compression; empty if there is
   *     none
   * @throws dev.lifeboat.error.RefusedException if it is no plain file
   */
  Optional<Member> find(String file) throws IOException;

  @Override
  void close();

  /** One file. Thread-safe. */
  interface Member {
    /** How many stored bytes it has. */
    long sizeBytes();

    /** How it is compressed. */
    FileCompression compression();

    /** Opens its stored bytes, to be closed by the caller. */
    InputStream open() throws IOException;
  }
}
