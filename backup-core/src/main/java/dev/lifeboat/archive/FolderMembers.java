package dev.lifeboat.archive;

import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The files of a directory archive, which may have been compressed later, each on its own, as
 * PostgreSQL's documentation allows. A link is refused, as it could lead out of the folder.
 */
final class FolderMembers implements Members {
  private final Path folder;

  FolderMembers(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  @Override
  public Optional<Member> find(String file) throws IOException {
    for (FileCompression compression : FileCompression.values()) {
      Path path = folder.resolve(file + compression.suffix());
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(new FolderMember(requirePlain(path, attributes), compression));
      } catch (NoSuchFileException e) {
        // it may be there in the next compression
      }
    }
    return Optional.empty();
  }

  /** Nothing is open between reads. */
  @Override
  public void close() {}

  private static FileOfSize requirePlain(Path path, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      throw new RefusedException(
          path + " is a link or no file at all, and is not followed; put the file itself there");
    }
    return new FileOfSize(path, attributes.size());
  }

  private record FileOfSize(Path path, long sizeBytes) {}

  private record FolderMember(FileOfSize file, FileCompression compression) implements Member {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS);
    }
  }
}
