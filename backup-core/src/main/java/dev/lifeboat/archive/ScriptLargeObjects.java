package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the statements of a script that fill large objects, as {@code pg_dump} writes them, and
 * writes what they hold into files. For one thread.
 */
final class ScriptLargeObjects implements AutoCloseable {
  private static final Set<String> AROUND =
      Set.of("BEGIN", "COMMIT", "SELECT pg_catalog.lo_close(0)");
  private static final Pattern OPEN =
      Pattern.compile("SELECT pg_catalog\\.lo_open\\('(\\d{1,10})', \\d+\\)");
  private static final String WRITE = "SELECT pg_catalog.lowrite(0, '\\x";
  private static final String WRITE_END = "')";

  private final FolderOutput folder;
  private final OutputStream list;
  private @Nullable OutputStream current;

  ScriptLargeObjects(FolderOutput folder) throws IOException {
    this.folder = folder;
    this.list = folder.list("blobs.toc");
  }

  /** Takes a statement. */
  void take(ScriptPart.Statement statement) throws IOException {
    String sql = statement.sql().strip();
    Matcher open = OPEN.matcher(sql);
    if (open.matches()) {
      closeCurrent();
      current = folder.largeObject(Long.parseLong(open.group(1)), list);
    } else if (sql.startsWith(WRITE) && sql.endsWith(WRITE_END) && current != null) {
      current.write(bytes(sql, statement.line()));
    } else if (!AROUND.contains(sql)) {
      throw unknown(statement.line());
    }
  }

  @Override
  public void close() throws IOException {
    try (list) {
      closeCurrent();
    }
  }

  private void closeCurrent() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private static byte[] bytes(String sql, long line) {
    try {
      return HexFormat.of().parseHex(sql, WRITE.length(), sql.length() - WRITE_END.length());
    } catch (IllegalArgumentException e) {
      throw unknown(line);
    }
  }

  private static DamagedException unknown(long line) {
    return new DamagedException(
        "Line %d of the script fills large objects in a way that pg_dump does not; load the script into a database instead"
            .formatted(line));
  }
}
