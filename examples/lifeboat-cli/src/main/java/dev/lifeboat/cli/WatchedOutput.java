package dev.lifeboat.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers why it failed, which {@link PrintStream} forgets: a full disk is a
 * failure, a reader that has read enough is none.
 */
final class WatchedOutput extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  WatchedOutput(OutputStream out) {
    super(out);
  }

  static WatchedOutput standard() {
    return new WatchedOutput(new FileOutputStream(FileDescriptor.out));
  }

  PrintStream printer() {
    return new PrintStream(new BufferedOutputStream(this), false, StandardCharsets.UTF_8);
  }

  /** Why not all that was printed has arrived; empty if it has, or if nobody wanted it. */
  Optional<String> failure() {
    return failure.map(IOException::getMessage).filter(why -> !isClosedPipe(why));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private static boolean isClosedPipe(String why) {
    String lower = why.toLowerCase(Locale.ROOT);
    return lower.contains("broken pipe") || lower.contains("pipe is being closed");
  }
}
