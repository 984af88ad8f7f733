package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DumpFileTest {
  private static final String SCRIPT = "SELECT 1;\n".repeat(10_000);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aScriptIsOpenedFromAFileAndFromAStream(FileCompression compression) throws IOException {
    byte[] bytes = compress(compression, SCRIPT.getBytes(UTF_8));
    assertThat(text(DumpFile.open(file(bytes)))).isEqualTo(SCRIPT);
    assertThat(text(DumpFile.open("a stream", new ByteArrayInputStream(bytes)))).isEqualTo(SCRIPT);
  }

  @ParameterizedTest
  @EnumSource
  void aCustomArchiveIsOpenedFromAFileAndFromAStream(FileCompression compression)
      throws IOException {
    byte[] bytes = compress(compression, SmallArchive.write(Compression.DEFAULT));
    requireArchive(DumpFile.open(file(bytes)));
    requireArchive(DumpFile.open("a stream", new ByteArrayInputStream(bytes)));
  }

  @ParameterizedTest
  @EnumSource
  void aTarArchiveIsOpenedFromAFileAndFromAStream(FileCompression compression) throws IOException {
    byte[] tar = SmallFiles.tar(SmallFiles.write(FileCompression.NONE));
    byte[] bytes = compress(compression, tar);
    requireArchive(DumpFile.open(file(bytes)));
    requireArchive(DumpFile.open("a stream", new ByteArrayInputStream(bytes)));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aCompressedScriptThatIsCutIsDamaged(FileCompression compression) throws IOException {
    byte[] bytes = SmallFiles.compress(compression, SCRIPT.substring(0, 60_000).getBytes(UTF_8));
    for (int length : new int[] {8, bytes.length / 2, bytes.length - 1}) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> text(DumpFile.open("a.sql", new ByteArrayInputStream(cut))))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("a.sql cannot be decompressed");
    }
  }

  @Test
  void whatIsNoDumpIsRefusedByWhatItIs() throws IOException {
    requireRefused(new byte[0], "is empty");
    requireRefused("SELECT 1;".getBytes(UTF_16), "is text in UTF-16");
    requireRefused(
        new byte[] {'P', 'K', 3, 4, 0, 0}, "is neither an archive of pg_dump nor an SQL");
    assertThatThrownBy(() -> DumpFile.open(folder.resolve("none")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("none does not exist");
  }

  @Test
  void aTableOfContentsOnItsOwnTellsWhereItBelongs() throws IOException {
    requireRefused(
        SmallFiles.write(FileCompression.NONE).get("toc.dat"),
        "name the directory that it is from");
  }

  @Test
  void aStreamIsClosedWhateverComesOfIt() throws IOException {
    for (byte[] bytes : new byte[][] {SCRIPT.getBytes(UTF_8), new byte[9], {}}) {
      AtomicBoolean closed = new AtomicBoolean();
      InputStream in =
          new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public void close() {
              closed.set(true);
            }
          };
      try (DumpFile dump = DumpFile.open("a stream", in)) {
        assertThat(dump).isInstanceOf(DumpFile.Script.class);
      } catch (RefusedException e) {
        assertThat(bytes).hasSizeLessThan(10);
      }
      assertThat(closed).isTrue();
    }
  }

  private void requireRefused(byte[] bytes, String why) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> DumpFile.open(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why);
  }

  private static void requireArchive(DumpFile dump) throws IOException {
    try (dump) {
      assertThat(CollectedData.of(((DumpFile.Archive) dump).source()).table("first"))
          .isEqualTo(SmallArchive.FIRST_ROWS);
    }
  }

  private static String text(DumpFile dump) throws IOException {
    try (dump) {
      return new String(((DumpFile.Script) dump).text().readAllBytes(), UTF_8);
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("dump"), bytes);
  }

  /** Whole pieces of the size that an LZ4 block can have, one after another. */
  private static byte[] compress(FileCompression compression, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; at += 60_000) {
      byte[] piece = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + 60_000));
      out.write(SmallFiles.compress(compression, piece));
    }
    return out.toByteArray();
  }
}
