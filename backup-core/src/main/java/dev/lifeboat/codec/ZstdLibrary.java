package dev.lifeboat.codec;

import com.github.luben.zstd.util.Native;
import dev.lifeboat.error.OneLine;
import dev.lifeboat.error.RefusedException;

/**
 * The native library of zstd, which is unpacked into a temporary folder and run from there. Where
 * that is not possible Java throws errors that no host expects, and later others in their place.
 */
final class ZstdLibrary {
  private static final int SHOWN = 200;

  private ZstdLibrary() {}

  /**
   * Loads it, unless it is loaded.
   *
   * @throws RefusedException if it cannot be loaded
   */
  static void load() {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new RefusedException(
          "zstd's native library cannot be loaded from the temporary folder '%s' (%s); name a folder that this user may write to and run programs from, by java -DZstdTempFolder=FOLDER"
              .formatted(folder(), reason(e)),
          e);
    }
  }

  private static String folder() {
    return System.getProperty("ZstdTempFolder", System.getProperty("java.io.tmpdir"));
  }

  private static String reason(LinkageError error) {
    String message = OneLine.of(error.getMessage());
    if (message.contains("failed to map segment")) {
      return "nothing may be run from there, as it is mounted with noexec";
    }
    return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "...";
  }
}
