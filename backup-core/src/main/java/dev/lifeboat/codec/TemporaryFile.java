package dev.lifeboat.codec;

import dev.lifeboat.error.OneLine;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a stream that can be read once, so that it can be read again: in a file of the temporary
 * folder ({@code java.io.tmpdir}) that only its owner can read. The file is gone once its channel
 * is closed; where the system can remove an open file, it is gone before the first byte is in it.
 */
public final class TemporaryFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private TemporaryFile() {}

  /**
   * Copies a stream to its end, and does not close it.
   *
   * @return the copy, for reading
   * @throws IOException if the stream fails
   * @throws RefusedException if the temporary folder is full or cannot be written to; nothing is
   *     left in it
   */
  public static FileChannel holding(InputStream source) throws IOException {
    FileChannel channel = create();
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        append(channel, ByteBuffer.wrap(buffer, 0, count));
      }
      return channel;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel create() {
    try {
      Path file = Files.createTempFile("lifeboat-", ".spool");
      try {
        return FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedChannelException e) { // the thread was interrupted
      throw e;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Told apart from failures of the source, and from damage, which this is not. */
  private static RefusedException unusable(IOException failure) {
    return new RefusedException(
        "The temporary folder '%s' cannot be written to (%s); free space there, or name another folder by java -Djava.io.tmpdir=FOLDER"
            .formatted(System.getProperty("java.io.tmpdir"), reason(failure)),
        failure);
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return OneLine.of(file.getReason());
    }
    return OneLine.of(failure.getMessage());
  }
}
