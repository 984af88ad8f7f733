package dev.lifeboat.codec;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * How the data of an archive is compressed: the closed set that PostgreSQL's archives know and that
 * Lifeboat writes.
 */
public sealed interface Compression extends Decompressor {
  /** zstd at level 3: smaller than gzip 6 on COPY text, at several times the speed. */
  Compression DEFAULT = new Zstd(3);

  /** The bytes as they are. */
  record None() implements Compression {
    @Override
    public OutputStream compress(OutputStream target) {
      return new Shielded(target);
    }

    @Override
    public InputStream decompress(InputStream source) {
      return source;
    }

    @Override
    public FileCompression file() {
      return FileCompression.NONE;
    }

    @Override
    public boolean concatenable() {
      return true;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * A zlib stream (RFC 1950), which {@code pg_dump} calls gzip.
   *
   * @param level 1 to 9
   */
  record Gzip(int level) implements Compression {
    private static final int BUFFER = 16 * 1024;

    /** Refuses a level out of range. */
    public Gzip {
      requireLevel("gzip", level, 1, 9);
    }

    @Override
    public OutputStream compress(OutputStream target) {
      Deflater deflater = new Deflater(level);
      return new DeflaterOutputStream(new Shielded(target), deflater, BUFFER) {
        private boolean ended;

        @Override
        public void close() throws IOException {
          if (!ended) {
            ended = true;
            try {
              super.close();
            } finally {
              deflater.end();
            }
          }
        }
      };
    }

    @Override
    public InputStream decompress(InputStream source) {
      return new InflaterInputStream(source);
    }

    @Override
    public FileCompression file() {
      return FileCompression.GZIP;
    }

    @Override
    public OutputStream compressFile(OutputStream target) throws IOException {
      return new GZIPOutputStream(target, BUFFER) {
        {
          def.setLevel(level);
        }
      };
    }

    @Override
    public boolean concatenable() {
      return false;
    }

    @Override
    public String toString() {
      return "gzip:" + level;
    }
  }

  /**
   * A zstd frame (RFC 8878).
   *
   * @param level 1 to 19; higher levels want more memory than a backup should take
   */
  record Zstd(int level) implements Compression {
    /** Refuses a level out of range. */
    public Zstd {
      requireLevel("zstd", level, 1, 19);
    }

    @Override
    public void requireUsable() {
      ZstdLibrary.load();
    }

    @Override
    public OutputStream compress(OutputStream target) throws IOException {
      requireUsable();
      return new ZstdOutputStream(new Shielded(target), level);
    }

    @Override
    public Compressor compressor() {
      requireUsable();
      return new ZstdCompressor(level);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
      requireUsable();
      return new ZstdInputStream(source);
    }

    @Override
    public FileCompression file() {
      return FileCompression.ZSTD;
    }

    @Override
    public boolean concatenable() {
      return true;
    }

    @Override
    public String toString() {
      return "zstd:" + level;
    }
  }

  /**
   * Compresses what is written to the result.
   *
   * @param target where the compressed bytes go; stays open, the caller owns it
   * @return the stream to write to, whose {@code close()} ends the compressed data
   * @throws IOException if the target fails
   */
  OutputStream compress(OutputStream target) throws IOException;

  /**
   * Looks whether this process can compress and decompress so, before there is anything to lose.
   *
   * @throws RefusedException if a library that is needed cannot be loaded
   */
  default void requireUsable() {}

  /**
   * Compresses what is written to the result as a file of its own, such as {@code gzip} reads.
   *
   * @param target the file; closed with the result
   * @return the stream to write to
   * @throws IOException if the target fails
   */
  default OutputStream compressFile(OutputStream target) throws IOException {
    return new OwningStream(compress(target), target);
  }

  /**
   * The same in a stream that goes on to be the caller's.
   *
   * @param target where the file goes; stays open
   * @return the stream to write to, whose {@code close()} ends the file
   * @throws IOException if the target fails
   */
  default OutputStream compressFileWithin(OutputStream target) throws IOException {
    return compressFile(new Shielded(target));
  }

  /** How files are compressed so. */
  FileCompression file();

  /** What compresses one piece after another, to be closed by the caller. */
  default Compressor compressor() {
    return this::compress;
  }

  /**
   * Decompresses a stream; for zstd and none also several compressed pieces one after another.
   *
   * @param source the compressed bytes; closed with the result
   * @return the plain bytes, to be closed by the caller
   * @throws IOException if the source fails
   */
  @Override
  InputStream decompress(InputStream source) throws IOException;

  /** Whether separately compressed pieces, put together, are read as one. */
  boolean concatenable();

  /**
   * Reads a setting such as {@code zstd:3}, {@code gzip:6}, {@code zstd}, {@code gzip} or {@code
   * none}, as {@link Object#toString()} writes it.
   *
   * @param text the setting
   * @return the compression
   * @throws RefusedException if it is none of these
   */
  static Compression parse(String text) {
    return switch (Given.value(text, "the compression")) {
      case "none" -> new None();
      case "gzip" -> new Gzip(6);
      case "zstd" -> new Zstd(3);
      default -> parseWithLevel(text);
    };
  }

  private static Compression parseWithLevel(String text) {
    int colon = text.indexOf(':');
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "gzip" -> new Gzip(parseLevel(text, text.substring(colon + 1)));
      case "zstd" -> new Zstd(parseLevel(text, text.substring(colon + 1)));
      default -> throw unknown(text);
    };
  }

  private static int parseLevel(String text, String level) {
    try {
      return Integer.parseInt(level);
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
  }

  private static RefusedException unknown(String text) {
    return new RefusedException(
        "'%s' is no compression; use zstd:1 to zstd:19, gzip:1 to gzip:9, or none".formatted(text));
  }

  private static void requireLevel(String name, int level, int least, int most) {
    if (level < least || level > most) {
      throw new RefusedException(
          "%s has no level %d; use %d to %d".formatted(name, level, least, most));
    }
  }
}
