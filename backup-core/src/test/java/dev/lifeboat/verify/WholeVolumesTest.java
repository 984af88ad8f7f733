package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.Backup;
import dev.lifeboat.BackupRequest;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.Source;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proof covers every byte of every volume, also those that no table is read from, and volumes of
 * which a restore reads parts alone.
 */
class WholeVolumesTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir Path folder;
  private TestDatabase source;
  private Lifeboat lifeboat;

  @BeforeEach
  void makeSource() {
    source = SERVER.createDatabase();
    source.execute(
        """
        CREATE TABLE large AS SELECT sha256(i::text::bytea) AS h FROM generate_series(1, 40000) AS i;
        CREATE TABLE small AS SELECT 1 AS n;
        CREATE TABLE other AS SELECT 2 AS n;
        """);
    lifeboat =
        Lifeboat.builder()
            .source(Source.of("school", source.dataSource()))
            .storage(DirectoryStorage.at(folder))
            .encryption(Plaintext.INSTANCE)
            .scratch(
                ServerScratch.on(
                    SERVER.admin().dataSource(), name -> SERVER.database(name).dataSource()))
            .build();
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void aByteBetweenTheTablesIsMissedByNoProof() throws IOException {
    DumpOptions options = DumpOptions.defaults().withVolumeSizeBytes(1 << 20).withJobs(1);
    Backup backup = lifeboat.backup(BackupRequest.create().withOptions(options));
    assertThat(lifeboat.verify(backup.id(), Depth.RESTORE).findings()).isEmpty();
    DumpSummary dump = lifeboat.contents(backup.id()).dump();
    List<Path> volumes = volumes();
    assertThat(volumes).hasSizeGreaterThan(1);
    for (int number = 0; number < volumes.size(); number++) {
      byte[] whole = Files.readAllBytes(volumes.get(number));
      int between = slices(dump, number, whole.length).nextClearBit(0);
      byte[] altered = whole.clone();
      altered[Math.min(between, whole.length - 1)] ^= 1; // a middle one may be rows alone
      Files.write(volumes.get(number), altered);
      for (Depth depth : List.of(Depth.CHECKSUM, Depth.DECODE, Depth.RESTORE)) {
        assertThat(lifeboat.verify(backup.id(), depth).proved())
            .as("volume %d byte %d, %s", number, between, depth)
            .isFalse();
      }
      Files.write(volumes.get(number), whole);
    }
  }

  /** Which bytes of a volume are looked at where parts of it are wanted. */
  private static BitSet slices(DumpSummary dump, int volume, int sizeBytes) {
    BitSet covered = new BitSet(sizeBytes);
    if (volume == 0) {
      covered.set(0, (int) dump.prologue().orElseThrow().lengthBytes());
    }
    dump.tables().stream()
        .flatMap(table -> table.slices().stream())
        .filter(slice -> slice.volume() == volume)
        .forEach(slice -> covered.set((int) slice.offset(), end(slice)));
    return covered;
  }

  private static int end(Slice slice) {
    return (int) (slice.offset() + slice.lengthBytes());
  }

  private List<Path> volumes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().contains("volume-")).sorted().toList();
    }
  }
}
