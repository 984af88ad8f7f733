package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.Allocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is large, or claims to be, takes no more memory than what is small. */
class BoundedMemoryTest {
  private static final long LARGE = 400L << 20;
  private static final long LITTLE = 12L << 20;

  @TempDir private Path folder;

  @Test
  void aLargeScriptIsStreamed() throws Exception {
    InputStream script =
        joined(
            in("COPY public.t (a, b) FROM stdin;\n"),
            new Endless("1\tsome text\t\\N\n", LARGE / 15 * 15),
            in("\\.\nSELECT 1;"));
    assertThat(Allocation.of(() -> statements(script, 2))).isLessThan(LITTLE);
  }

  @Test
  void commentsAndWhiteSpaceAreNotHeld() throws Exception {
    InputStream script =
        joined(
            in("SELECT 1; /* "),
            new Endless("x", LARGE / 8),
            in(" */ \n-- "),
            new Endless("x", LARGE / 8),
            new Endless("\n", LARGE / 8),
            in("SELECT 2;"));
    assertThat(Allocation.of(() -> statements(script, 2))).isLessThan(LITTLE);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void dataThatDecompressesToMuchIsStreamed(FileCompression compression) throws Exception {
    Map<String, byte[]> files = SmallFiles.write(compression);
    files.put("3.dat" + compression.suffix(), bomb(compression, "1\tone\n", "\\.\n\n\n"));
    try (MemberArchive archive = directory(files)) {
      AtomicLong count = new AtomicLong();
      assertThat(Allocation.of(() -> read(archive, count))).isLessThan(LITTLE);
      assertThat(count.get()).isEqualTo(LARGE / 6 * 6);
    }
  }

  @Test
  void aTableOfContentsThatClaimsToBeLargeIsNotHeld() throws Exception {
    byte[] toc = SmallFiles.toc(Map.of());
    byte[] upToFirstText = Arrays.copyOf(toc, toc.length / 2);
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    files.remove("toc.dat");
    for (int length = 70; length < upToFirstText.length; length++) {
      byte[] start = Arrays.copyOf(upToFirstText, length);
      files.put("toc.dat.gz", gzip(joined(in(start), new Endless("\0\177\177\177\177", 1 << 16))));
      assertThat(
              Allocation.of(
                  () -> {
                    assertThatThrownBy(() -> directory(files))
                        .isInstanceOf(LifeboatException.class);
                    return null;
                  }))
          .isLessThan(LITTLE);
    }
  }

  private static Void statements(InputStream in, int count) throws IOException {
    ScriptReader reader = new ScriptReader(in);
    for (int i = 0; i < count; i++) {
      assertThat(reader.next()).isPresent();
    }
    assertThat(reader.next()).isEmpty();
    return null;
  }

  private static Void read(ArchiveSource archive, AtomicLong count) throws IOException {
    for (DataSegment segment : archive.segments()) {
      segment.read(
          Set.of(3),
          new DataVisitor() {
            @Override
            public void tableData(int dumpId, InputStream rows) throws IOException {
              count.addAndGet(rows.transferTo(OutputStream.nullOutputStream()));
            }

            @Override
            public void largeObject(int dumpId, long oid, InputStream content) {}
          });
    }
    return null;
  }

  private static byte[] bomb(FileCompression compression, String row, String end)
      throws IOException {
    InputStream plain = joined(new Endless(row.repeat(10_000), LARGE / 6 * 6), in(end));
    return compression == FileCompression.GZIP ? gzip(plain) : zstd(plain);
  }

  private static byte[] gzip(InputStream plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      plain.transferTo(gzip);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(InputStream plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zstd = Compression.DEFAULT.compress(out)) {
      plain.transferTo(zstd);
    }
    return out.toByteArray();
  }

  private MemberArchive directory(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return MemberArchive.inFolder(folder);
  }

  private static InputStream in(String text) {
    return in(text.getBytes(UTF_8));
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static InputStream joined(InputStream... streams) {
    return new SequenceInputStream(Collections.enumeration(Arrays.asList(streams)));
  }
}
