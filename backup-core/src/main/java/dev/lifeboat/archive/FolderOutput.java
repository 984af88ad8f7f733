package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.DamagedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of a directory archive that is being written.
 *
 * @param folder where they are
 * @param compression of the data
 */
record FolderOutput(Path folder, Compression compression) {
  private static final int BUFFER = 64 * 1024;

  /** Begins a file of data. */
  OutputStream data(String name) throws IOException {
    OutputStream file = list(name + compression.file().suffix());
    try {
      return compression.compressFile(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Begins a file that is not compressed. */
  OutputStream list(String name) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        BUFFER);
  }

  /** Begins a large object, which a line of the list tells. */
  OutputStream largeObject(long oid, OutputStream list) throws IOException {
    String name = MemberName.ofLargeObject(oid);
    list.write((oid + " " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    try {
      return data(name);
    } catch (FileAlreadyExistsException e) {
      throw new DamagedException(
          "The dump fills the large object %d twice; fetch it again".formatted(oid), e);
    }
  }

  /** Writes the table of contents, without which the files are no archive. */
  void contents(Toc toc) throws IOException {
    try (OutputStream out = list(MemberName.TOC)) {
      CustomFormat.writeDirectoryToc(out, toc, compression);
    }
  }
}
