package dev.lifeboat.codec;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * How a file may be compressed, by the programs of the same names or by {@code pg_dump}. Several
 * compressed pieces, one after another, are read as one.
 */
public enum FileCompression implements Decompressor {
  /** The bytes as they are. */
  NONE("") {
    @Override
    public InputStream decompress(InputStream source) {
      return source;
    }
  },
  /** RFC 1952. */
  GZIP(".gz") {
    @Override
    public InputStream decompress(InputStream source) throws IOException {
      return new GzipInput(source);
    }
  },
  /** The LZ4 frame format. */
  LZ4(".lz4") {
    @Override
    public InputStream decompress(InputStream source) throws IOException {
      return new Lz4Input(source);
    }
  },
  /** RFC 8878. */
  ZSTD(".zst") {
    @Override
    public InputStream decompress(InputStream source) throws IOException {
      ZstdLibrary.load();
      return new ZstdInputStream(source, RecyclingBufferPool.INSTANCE);
    }
  };

  private final String suffix;

  FileCompression(String suffix) {
    this.suffix = suffix;
  }

  /** What is put behind the name of a file that is compressed so; empty for none. */
  public String suffix() {
    return suffix;
  }

  /**
   * Tells by its first bytes how a file is compressed.
   *
   * @param start the first four bytes, or more; all of them if there are fewer
   * @return the compression, or empty if the bytes begin none of these
   */
  public static Optional<FileCompression> ofStart(byte[] start) {
    if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
      return Optional.of(GZIP);
    }
    return switch (start.length < 4 ? 0 : littleEndian(start)) {
      case 0xfd2fb528 -> Optional.of(ZSTD);
      case Lz4Input.MAGIC -> Optional.of(LZ4);
      default -> Optional.empty();
    };
  }

  private static int littleEndian(byte[] bytes) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (bytes[i] & 0xff) << (8 * i);
    }
    return value;
  }
}
