package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Files of private keys, as {@code age-keygen} writes them and {@code age -i} reads them. */
public final class IdentityFile {
  /** Far more than any file of keys has; a bound for a wrong path, such as a dump. */
  private static final int MAX_BYTES = 1024 * 1024;

  private IdentityFile() {}

  /**
   * Reads all identities of a file: one on a line, with empty lines and comments (#) between.
   *
   * @param file the path
   * @return the identities, at least one, in their order
   * @throws RefusedException if there is no such file, it holds no identity, or a malformed one;
   *     the message names the line, and holds nothing of it
   * @throws IOException if the file cannot be read
   */
  public static List<AgeIdentity> read(Path file) throws IOException {
    byte[] bytes = new byte[MAX_BYTES + 1];
    char[] text = new char[0];
    try {
      text = ascii(bytes, fill(bytes, file));
      return parse(file, CharBuffer.wrap(text));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, '\0');
    }
  }

  /** Straight into the given array, so that no other copy of a secret stays in memory. */
  private static int fill(byte[] bytes, Path file) throws IOException {
    try (InputStream source = Files.newInputStream(file)) {
      int length = source.readNBytes(bytes, 0, bytes.length);
      if (length <= MAX_BYTES) {
        return length;
      }
      throw new RefusedException(
          "The file %s is too large for an identity file; check the path".formatted(file));
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "There is no identity file %s; check the path, or make one with age-keygen"
              .formatted(file),
          e);
    }
  }

  private static char[] ascii(byte[] bytes, int length) {
    char[] text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = (char) (bytes[i] & 0xff);
    }
    return text;
  }

  private static List<AgeIdentity> parse(Path file, CharBuffer text) {
    List<AgeIdentity> identities = new ArrayList<>();
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      number++;
      CharSequence line = AgeIdentity.strip(text.subSequence(start, end));
      if (line.length() > 0 && line.charAt(0) != '#') {
        identities.add(parseLine(file, number, line));
      }
      start = end + 1;
    }
    if (identities.isEmpty()) {
      throw new RefusedException(
          "The file %s holds no identity; give one with a line AGE-SECRET-KEY-1…".formatted(file));
    }
    return List.copyOf(identities);
  }

  private static AgeIdentity parseLine(Path file, int number, CharSequence line) {
    try {
      return AgeIdentity.parse(line);
    } catch (RefusedException e) {
      throw new RefusedException("%s, line %d: %s".formatted(file, number, e.getMessage()));
    }
  }

  private static int endOfLine(CharSequence text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  /**
   * Writes a new file, readable by its owner alone where the file system knows owners. On return
   * the file has reached the disk.
   *
   * @param file a path where nothing is yet
   * @param identity what to keep
   * @param created noted in the file
   * @throws RefusedException if there is something; it stays as it was
   * @throws IOException if the file cannot be written; none is left then
   */
  public static void write(Path file, X25519Identity identity, Instant created) throws IOException {
    byte[] content = format(identity, created);
    try (FileChannel channel = create(file)) {
      writeAll(file, channel, ByteBuffer.wrap(content));
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          "The file %s exists, and a private key is never overwritten; choose another path"
              .formatted(file),
          e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] format(X25519Identity identity, Instant created) {
    String comments =
        "# created: %s\n# public key: %s\n"
            .formatted(created.truncatedTo(ChronoUnit.SECONDS), identity.recipient());
    char[] secret = identity.encoded();
    byte[] content =
        Arrays.copyOf(
            comments.getBytes(StandardCharsets.US_ASCII), comments.length() + secret.length + 1);
    for (int i = 0; i < secret.length; i++) {
      content[comments.length() + i] = (byte) secret[i];
    }
    content[content.length - 1] = '\n';
    Arrays.fill(secret, '\0');
    return content;
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        ownerOnly(file.getFileSystem()));
  }

  private static FileAttribute<?>[] ownerOnly(FileSystem fileSystem) {
    if (!fileSystem.supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  private static void writeAll(Path file, FileChannel channel, ByteBuffer content)
      throws IOException {
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
      syncDirectory(file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void syncDirectory(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
        directory.force(true);
      }
    }
  }
}
