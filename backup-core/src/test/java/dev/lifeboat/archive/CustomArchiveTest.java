package dev.lifeboat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomArchiveTest {
  @ParameterizedTest
  @FieldSource("dev.lifeboat.testing.Archives#CUSTOM")
  void whatPgDumpWroteIsRead(String name) throws IOException {
    CollectedData data = CollectedData.of(open(Archives.bytes(name)));
    assertThat(data.table("person").lines()).hasSize(500);
    assertThat(data.table("person")).endsWith("\n").doesNotContain("\n\\.\n");
    assertThat(data.largeObject(90_001)).hasSize(12_000);
    assertThat(data.largeObject(90_002)).isEmpty();
  }

  @Test
  void allArchivesOfTheSchoolHoldTheSamePersons() throws IOException {
    String first = CollectedData.of(open(Archives.bytes(Archives.CUSTOM.get(0)))).table("person");
    for (String name : Archives.CUSTOM) {
      assertThat(CollectedData.of(open(Archives.bytes(name))).table("person")).isEqualTo(first);
    }
  }

  @Test
  void theHeaderIsRead() {
    ArchiveHeader header = open(Archives.bytes("school-18-zstd-statistics.custom")).toc().header();
    assertThat(header.version()).isEqualTo(ArchiveVersion.V1_16);
    assertThat(header.compression()).isEqualTo("zstd");
    assertThat(header.database()).isEqualTo("school");
    assertThat(header.serverVersion()).startsWith("18.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd:3", "gzip:6", "none"})
  void whatLifeboatWritesIsReadBack(String compression) throws IOException {
    CollectedData data = CollectedData.of(open(SmallArchive.write(Compression.parse(compression))));
    assertThat(data.table("first")).isEqualTo(SmallArchive.FIRST_ROWS);
    assertThat(data.table("second")).isEqualTo(SmallArchive.SECOND_ROWS);
    assertThat(data.largeObject(SmallArchive.LARGE_OBJECT)).isEqualTo(SmallArchive.CONTENT);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyVersionIsRead(ArchiveVersion version, Compression compression) throws IOException {
    CustomArchive archive = open(SmallArchive.write(version, compression, 1));
    assertThat(archive.toc().header().version()).isEqualTo(version);
    assertThat(archive.toc().entries()).isEqualTo(SmallArchive.toc(compression).entries());
    CollectedData data = CollectedData.of(archive);
    assertThat(data.table("first")).isEqualTo(SmallArchive.FIRST_ROWS);
    assertThat(data.largeObject(SmallArchive.LARGE_OBJECT)).isEqualTo(SmallArchive.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 17, 255})
  void otherVersionsAreRefused(int minor) throws IOException {
    byte[] archive = SmallArchive.write(Compression.DEFAULT);
    archive["PGDMP".length() + 1] = (byte) minor;
    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("versions 1.12 to 1.16 are read");
  }

  @Test
  void severalFramesInOneBlockAreAllRead() throws IOException {
    byte[] archive = SmallArchive.write(Compression.DEFAULT, 5);
    assertThat(CollectedData.of(open(archive)).table("first"))
        .isEqualTo(SmallArchive.FIRST_ROWS.repeat(5));
  }

  @Test
  void aFileIsReadWithoutItsBlocksBeingReadAtOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.dump");
    Files.write(file, Archives.bytes("school-15-gzip.custom"));
    try (CustomArchive archive = CustomArchive.open(file)) {
      assertThat(CollectedData.of(archive).table("room").lines()).hasSize(30);
    }
  }

  @Test
  void whatIsNoArchiveIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.sql"), "-- PostgreSQL database dump\n");
    assertThatThrownBy(() -> CustomArchive.open(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a.sql is no archive");
    assertThatThrownBy(() -> CustomArchive.open(folder.resolve("none")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is no file");
  }

  @Test
  void anArchiveCutAnywhereIsNeverReadToTheEnd() throws IOException {
    byte[] whole = SmallArchive.write(Compression.DEFAULT);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CollectedData.of(open(cut)))
          .as("cut at %d", length)
          .isInstanceOf(LifeboatException.class);
    }
  }

  @Test
  void anArchiveOfPgDumpCutAnywhereInItsDataIsNeverReadToTheEnd() {
    byte[] whole = Archives.bytes("school-15-gzip.custom");
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertThatThrownBy(() -> CollectedData.of(open(cut))).isInstanceOf(LifeboatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80, 0xff})
  void anArchiveAlteredAnywhereEndsInAClearErrorOrIsRead(int flip) throws IOException {
    byte[] whole = SmallArchive.write(Compression.parse("gzip:6"));
    for (int at = 0; at < whole.length; at++) {
      byte[] altered = whole.clone();
      altered[at] ^= (byte) flip;
      requireClear(altered);
    }
  }

  @Test
  void aLargeArchiveAlteredAtRandomEndsInAClearErrorOrIsRead() {
    Random random = new Random(7);
    for (String name : Archives.CUSTOM) {
      byte[] whole = Archives.bytes(name);
      for (int i = 0; i < 100; i++) {
        byte[] altered = whole.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          int within = random.nextBoolean() ? 4_000 : whole.length;
          altered[random.nextInt(within)] = (byte) random.nextInt();
        }
        requireClear(altered);
      }
    }
  }

  @Test
  void lengthsThatAreNotThereAreNotBelieved() throws IOException {
    byte[] archive = SmallArchive.write(Compression.DEFAULT);
    int nameLength = 5 + 6 + 1 + 7 * 5; // magic, versions and sizes, compression, time
    Arrays.fill(archive, nameLength + 1, nameLength + 5, (byte) 0x7f);
    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("a text of 2139062143 bytes");
  }

  /** All versions, with the compressions that they know. */
  static Stream<Arguments> versions() {
    return IntStream.rangeClosed(12, 16)
        .mapToObj(minor -> new ArchiveVersion(1, minor))
        .flatMap(
            version ->
                Stream.of("none", "gzip:6", "zstd:3")
                    .map(Compression::parse)
                    .filter(
                        compression ->
                            version.atLeast(ArchiveVersion.V1_15)
                                || !(compression instanceof Compression.Zstd))
                    .map(compression -> Arguments.of(version, compression)));
  }

  private static void requireClear(byte[] archive) {
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          try {
            CollectedData.of(open(archive));
          } catch (LifeboatException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
        });
  }

  private static CustomArchive open(byte[] bytes) {
    return CustomArchive.of("the archive", new MemoryRanges(bytes));
  }
}
