package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {
  @TempDir Path folder;

  @Test
  void volumesFollowEachOtherWhateverTheOrderInWhichTheyAreCommitted() throws IOException {
    Path target = folder.resolve("archive");
    try (ArchiveFile archive = ArchiveFile.create(target)) {
      VolumeOutput first = archive.open(0);
      commit(archive.open(2), "c");
      commit(archive.open(1), "b");
      commit(first, "a");
      archive.publish();
    }
    assertThat(target).hasContent("abc");
  }

  @Test
  void aVolumeThatIsBegunAgainLeavesNothingOfItsFirstAttempt() throws IOException {
    Path target = folder.resolve("archive");
    try (ArchiveFile archive = ArchiveFile.create(target)) {
      try (VolumeOutput failed = archive.open(0)) {
        failed.write("lost".getBytes());
      }
      commit(archive.open(0), "a");
      archive.publish();
    }
    assertThat(target).hasContent("a");
  }

  @Test
  void aFileIntoWhichAWaitingVolumeCouldNotBePutIsNeverPublished() throws IOException {
    Path target = folder.resolve("archive");
    try (ArchiveFile archive = ArchiveFile.create(target)) {
      VolumeOutput first = archive.open(0);
      commit(archive.open(1), "b");
      delete(".volume-1");
      assertThatThrownBy(() -> commit(first, "a")).isInstanceOf(IOException.class);
      first.close();
      assertThatThrownBy(() -> archive.open(0)).hasMessageContaining("begin the file again");
      assertThatThrownBy(archive::publish).hasMessageContaining("begin the file again");
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void aFileThatLacksAVolumeInTheMiddleIsNotPublished() throws IOException {
    Path target = folder.resolve("archive");
    try (ArchiveFile archive = ArchiveFile.create(target)) {
      commit(archive.open(0), "a");
      commit(archive.open(2), "c");
      assertThatThrownBy(archive::publish).isInstanceOf(IOException.class);
    }
    assertThat(target).doesNotExist();
  }

  private void delete(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Files.delete(
          files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow());
    }
  }

  private static void commit(VolumeOutput volume, String content) throws IOException {
    try (volume) {
      volume.write(content.getBytes());
      volume.commit();
    }
  }
}
