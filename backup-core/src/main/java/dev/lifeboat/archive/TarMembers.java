package dev.lifeboat.archive;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files in a tar archive, found once by passing from header to header; each is then read where
 * it lies, by any number of threads. What is no file of an archive, such as {@code restore.sql}, is
 * passed over, and nothing is ever unpacked.
 */
final class TarMembers implements Members {
  /** About what a file takes in memory. */
  private static final int MEMBER_BYTES = 256;

  private static final int MEMORY_SHARE = 4;

  private final String name;
  private final ByteRanges bytes;
  private final AutoCloseable opened;
  private final Map<String, TarMember> members = new HashMap<>();

  /**
   * Reads all headers.
   *
   * @param name what messages call the archive
   * @param bytes the archive
   * @param opened what to close with it
   */
  TarMembers(String name, ByteRanges bytes, AutoCloseable opened) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.opened = opened;
    findAll();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Member> find(String file) {
    return Optional.ofNullable(members.get(file));
  }

  @Override
  public void close() {
    CustomArchive.close(name, opened);
  }

  private void findAll() throws IOException {
    long most = Runtime.getRuntime().maxMemory() / MEMORY_SHARE / MEMBER_BYTES;
    long at = 0;
    for (Optional<TarHeader> next = header(at); next.isPresent(); next = header(at)) {
      TarHeader header = next.get();
      long start = at + TarHeader.BLOCK;
      if (header.sizeBytes() > bytes.sizeBytes() - start) {
        throw damaged("a file of %d bytes is longer than the archive", header.sizeBytes());
      }
      if (MemberName.isOne(header.name())) {
        add(header, start);
        if (members.size() > most) {
          throw damaged("it has more than %d files; give the JVM a larger heap if so", most);
        }
      }
      at = start + header.storedBytes();
    }
  }

  private void add(TarHeader header, long start) {
    if (members.put(header.name(), new TarMember(bytes, start, header.sizeBytes())) != null) {
      throw damaged("it holds a second file of the same name at byte %d", start);
    }
  }

  /** The header at a position; empty where a block of zeros ends the archive. */
  private Optional<TarHeader> header(long at) throws IOException {
    try (InputStream in = bytes.read(at, TarHeader.BLOCK)) {
      byte[] block = in.readNBytes(TarHeader.BLOCK);
      if (block.length < TarHeader.BLOCK) {
        throw damaged("it is cut after %d bytes", bytes.sizeBytes());
      }
      return TarHeader.parse(block, problem -> damaged(problem + " at byte %d", at));
    }
  }

  private DamagedException damaged(String what, long number) {
    return new DamagedException(
        "%s is damaged: %s; fetch the archive again".formatted(name, what.formatted(number)));
  }

  private record TarMember(ByteRanges bytes, long start, long sizeBytes) implements Member {
    @Override
    public FileCompression compression() {
      return FileCompression.NONE; // pg_dump compresses no tar archive
    }

    @Override
    public InputStream open() throws IOException {
      return bytes.read(start, sizeBytes);
    }
  }
}
