package dev.lifeboat.archive;

import static dev.lifeboat.archive.ArchivePrimitives.writeInt;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Compressor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the data blocks of a custom archive. For one thread at a time; closing it ends nothing
 * that was begun, and releases memory.
 *
 * <p>A block is a type byte and its dump id, then length-prefixed chunks of compressed bytes, ended
 * by an empty chunk. {@code pg_restore} stops decompressing a chunk at the end of a zstd frame, so
 * a frame always begins in a chunk of its own; so the slices of a table, each compressed on its
 * own, make one block when put one after another.
 */
public final class DataBlockWriter implements AutoCloseable {
  static final int BLOCK_TABLE = 1;
  static final int BLOCK_LARGE_OBJECTS = 3;
  private static final int CHUNK_BYTES = 64 * 1024;

  private final OutputStream out;
  private final OutputStream chunks;
  private final Compressor compressor;

  /**
   * Writes to a stream.
   *
   * @param out where the blocks go; stays open
   * @param compression of their content
   */
  public DataBlockWriter(OutputStream out, Compression compression) {
    this.out = out;
    this.chunks = new BufferedOutputStream(new Chunks(out), CHUNK_BYTES);
    this.compressor = compression.compressor();
  }

  /** Begins the block of a table. */
  public void beginTable(int dumpId) throws IOException {
    begin(BLOCK_TABLE, dumpId);
  }

  /** Begins the block of all large objects of an entry. */
  public void beginLargeObjects(int dumpId) throws IOException {
    begin(BLOCK_LARGE_OBJECTS, dumpId);
  }

  /**
   * Begins one large object in a block of them; {@link #endLargeObject()} ends it.
   *
   * @param oid the large object
   */
  public void beginLargeObject(long oid) throws IOException {
    writeInt(out, oid);
  }

  /**
   * Opens a compressed run of content in the block that was begun, here or in an earlier volume.
   *
   * @return the stream to write content to, whose {@code close()} ends the run, not the block
   */
  public OutputStream content() throws IOException {
    return compressor.compress(chunks);
  }

  /** Ends the content of a large object. */
  public void endLargeObject() throws IOException {
    writeInt(out, 0);
  }

  /** Ends the block. */
  public void end() throws IOException {
    writeInt(out, 0);
  }

  @Override
  public void close() {
    compressor.close();
  }

  private void begin(int type, int dumpId) throws IOException {
    out.write(type);
    writeInt(out, dumpId);
  }

  /** Puts the length before each piece of bytes. */
  private static final class Chunks extends OutputStream {
    private final OutputStream out;

    Chunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) { // an empty chunk would end the block
        writeInt(out, length);
        out.write(bytes, offset, length);
      }
    }
  }
}
