package dev.lifeboat.archive;

import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.RefusedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what a dump is, and opens it. */
final class DumpOpener {
  private static final int BUFFER = 64 * 1024;

  private DumpOpener() {}

  static DumpFile open(Path path) {
    String name = String.valueOf(path.getFileName());
    if (!Files.exists(path)) {
      throw new RefusedException(path + " does not exist; check the path");
    }
    try {
      if (Files.isDirectory(path)) {
        return new DumpFile.Archive(MemberArchive.inFolder(path));
      }
      return Files.isRegularFile(path) ? openFile(name, path) : openStream(name, stream(path));
    } catch (IOException e) {
      throw CustomArchive.unreadable(name, e);
    }
  }

  static DumpFile open(String name, InputStream in) {
    try {
      return openStream(name, new BufferedInputStream(in, BUFFER));
    } catch (IOException e) {
      throw CustomArchive.unreadable(name, e);
    }
  }

  private static DumpFile openFile(String name, Path path) throws IOException {
    FileKind kind;
    try (InputStream in = Files.newInputStream(path)) {
      kind = FileKind.of(in.readNBytes(FileKind.LOOK_BYTES));
    }
    return kind == FileKind.CUSTOM || kind == FileKind.TAR
        ? archive(name, kind, FileRanges.of(path))
        : openStream(name, stream(path));
  }

  /** What is no regular file, such as a pipe, can be read once alone. */
  private static InputStream stream(Path path) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path), BUFFER);
  }

  /** Opens a stream that has marks. */
  private static DumpFile openStream(String name, InputStream in) throws IOException {
    try {
      Optional<FileCompression> compression = FileCompression.ofStart(look(in));
      return compression.isEmpty()
          ? openPlain(name, in)
          : openPlain(
              name,
              new BufferedInputStream(new ContentStream(in, compression.get(), name), BUFFER));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static DumpFile openPlain(String name, InputStream in) throws IOException {
    FileKind kind = FileKind.of(look(in));
    return switch (kind) {
      case CUSTOM, TAR -> spooled(name, kind, in);
      case SCRIPT -> new DumpFile.Script(in);
      case UTF_16 ->
          throw new RefusedException(
              name + " is text in UTF-16; write it with pg_dump's --file, or convert it to UTF-8");
      case EMPTY -> throw new RefusedException(name + " is empty; check the path");
      case OTHER ->
          throw new RefusedException(
              name + " is neither an archive of pg_dump nor an SQL script; check the path");
    };
  }

  private static DumpFile spooled(String name, FileKind kind, InputStream in) throws IOException {
    try (in) {
      return archive(name, kind, FileRanges.temporary(in));
    }
  }

  private static DumpFile archive(String name, FileKind kind, FileRanges bytes) throws IOException {
    try {
      return new DumpFile.Archive(
          kind == FileKind.CUSTOM
              ? CustomArchive.owning(name, bytes)
              : MemberArchive.of(new TarMembers(name, bytes, bytes)));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static byte[] look(InputStream in) throws IOException {
    in.mark(FileKind.LOOK_BYTES);
    byte[] start = in.readNBytes(FileKind.LOOK_BYTES);
    in.reset();
    return start;
  }
}
