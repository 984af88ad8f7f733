package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberArchiveTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aDirectoryIsReadInEveryCompression(FileCompression compression) throws IOException {
    requireAll(directory(SmallFiles.write(compression)));
  }

  @Test
  void filesMayBeCompressedLaterEachOnItsOwn() throws IOException {
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    compressLater(files, "toc.dat", FileCompression.GZIP);
    compressLater(files, "3.dat", FileCompression.ZSTD);
    compressLater(files, "blobs.toc", FileCompression.LZ4);
    requireAll(directory(files));
  }

  @Test
  void aTarArchiveIsRead() throws IOException {
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    files.put("restore.sql", "\\! touch owned".getBytes(UTF_8));
    files.put("../../etc/passwd", "no file of an archive".getBytes(UTF_8));
    requireAll(tar(SmallFiles.tar(files)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "4.dat", "", "toc.dat", "3.dat.gz"})
  void dataIsReadFromItsOwnFileAlone(String name) throws IOException {
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    files.put("toc.dat", SmallFiles.toc(Map.of(3, name, 4, "4.dat")));
    assertThatThrownBy(() -> directory(files))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("The archive names '%s' as a file with data of", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 ../../etc/passwd\n",
        "7 /etc/passwd\n",
        "7 toc.dat\n",
        "7  blob_7.dat\n",
        "99999999999 blob_7.dat\n",
        "5000000000 blob_7.dat\n",
        "7 blob_7.dat",
        "7 blob_7.dat\n\n",
        "x\n"
      })
  void aListOfLargeObjectsNamesTheirFilesAlone(String list) throws IOException {
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    files.put("blobs.toc", list.getBytes(UTF_8));
    files.put("blob_7.dat", new byte[] {7});
    assertThatThrownBy(() -> requireAll(directory(files))).isInstanceOf(DamagedException.class);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "1\tsecret\n\\.\n\n\n");
    Path archive = write(SmallFiles.write(FileCompression.NONE));
    Files.delete(archive.resolve("3.dat"));
    Files.createSymbolicLink(archive.resolve("3.dat"), secret);
    assertThatThrownBy(() -> MemberArchive.inFolder(archive))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("3.dat is a link or no file at all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.dat", "blobs.toc", "blob_4000000000.dat"})
  void aFileThatIsMissingIsNamed(String name) throws IOException {
    Map<String, byte[]> files = SmallFiles.write(FileCompression.NONE);
    files.remove(name);
    assertThatThrownBy(() -> requireAll(directory(files)))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("lacks " + name);
  }

  @Test
  void aFolderWithoutATableOfContentsIsRefused() {
    assertThatThrownBy(() -> DumpFile.open(folder))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("holds no toc.dat");
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatAreCutAnywhereAreNeverTakenForWhole(FileCompression compression) throws IOException {
    Map<String, byte[]> files = SmallFiles.write(compression);
    String name = "3.dat" + compression.suffix();
    byte[] whole = files.get(name);
    for (int length = 0; length < whole.length; length++) {
      files.put(name, Arrays.copyOf(whole, length));
      MemberArchive archive = directory(files);
      assertThatThrownBy(() -> CollectedData.of(archive))
          .as("cut at %d", length)
          .isInstanceOf(DamagedException.class);
    }
  }

  @Test
  void aTarArchiveThatIsCutAnywhereIsNeverTakenForWhole() throws IOException {
    byte[] whole = SmallFiles.tar(SmallFiles.write(FileCompression.NONE));
    for (int length = 0; length < whole.length - TarHeader.BLOCK; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CollectedData.of(tar(cut)))
          .as("cut at %d", length)
          .isInstanceOf(LifeboatException.class);
    }
  }

  @Test
  void aSecondFileOfTheSameNameIsDamage() throws IOException {
    byte[] once = SmallFiles.tar(Map.of("3.dat", new byte[600]));
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(once, 0, 3 * TarHeader.BLOCK);
    twice.write(once);
    assertThatThrownBy(() -> tar(twice.toByteArray()))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("a second file of the same name at byte 2048");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "77777777777 ",
        "-0000000001 ",
        "999         ",
        "            ",
        "\u0080\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"
      })
  void aSizeThatIsNotThereIsNotBelieved(String size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SmallFiles.addTo(out, "toc.dat", size, '0');
    out.write(new byte[4 * TarHeader.BLOCK]);
    assertThatThrownBy(() -> tar(out.toByteArray())).isInstanceOf(DamagedException.class);
  }

  @Test
  void aSizeInBinaryIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SmallFiles.addTo(out, "3.dat", "\u0080\0\0\0\0\0\0\0\0\0\0\5", '0');
    TarHeader header = TarHeader.parse(out.toByteArray(), DamagedException::new).orElseThrow();
    assertThat(header).isEqualTo(new TarHeader("3.dat", 5));
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '5', 'x', 'g', 'L', 'S'})
  void whatIsNoPlainFileIsDamage(char type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SmallFiles.addTo(out, "toc.dat", "00000000000 ", type);
    out.write(new byte[2 * TarHeader.BLOCK]);
    assertThatThrownBy(() -> tar(out.toByteArray()))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("no plain file");
  }

  private static void requireAll(MemberArchive archive) throws IOException {
    CollectedData data = CollectedData.of(archive);
    assertThat(data.table("first")).isEqualTo(SmallArchive.FIRST_ROWS);
    assertThat(data.table("second")).isEqualTo(SmallArchive.SECOND_ROWS);
    assertThat(data.largeObject(SmallArchive.LARGE_OBJECT)).isEqualTo(SmallArchive.CONTENT);
  }

  private static void compressLater(
      Map<String, byte[]> files, String name, FileCompression compression) throws IOException {
    byte[] compressed = SmallFiles.compress(compression, files.remove(name));
    files.put(name + compression.suffix(), compressed);
  }

  private static MemberArchive tar(byte[] bytes) throws IOException {
    return MemberArchive.of(new TarMembers("a.tar", new MemoryRanges(bytes), () -> {}));
  }

  private MemberArchive directory(Map<String, byte[]> files) throws IOException {
    return MemberArchive.inFolder(write(files));
  }

  private Path write(Map<String, byte[]> files) throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    for (Map.Entry<String, byte[]> file : new LinkedHashMap<>(files).entrySet()) {
      Files.write(archive.resolve(file.getKey()), file.getValue());
    }
    return archive;
  }
}
