package dev.lifeboat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.DamagedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataBlockReaderTest {
  private final Toc toc = SmallArchive.toc(Compression.DEFAULT);
  private final DataBlockReader reader = new DataBlockReader(toc);
  private final CollectedData data = CollectedData.forToc(toc);

  @Test
  void aRunFromTheMiddleOfABlockIsRead() throws IOException {
    reader.readRows(in(run("1\tone\n")), 3, data);
    reader.readRows(in(run("2\ttwo\n")), 3, data);
    assertThat(data.table("first")).isEqualTo(SmallArchive.FIRST_ROWS);
  }

  @Test
  void aRunThatIsCutIsDamaged() throws IOException {
    byte[] run = run("1\tone\n");
    for (int length = 1; length < run.length; length++) {
      InputStream cut = new ByteArrayInputStream(run, 0, length);
      assertThatThrownBy(() -> reader.readRows(cut, 3, data))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("TABLE DATA public.first");
    }
  }

  @Test
  void theEndOfABlockIsNotPartOfARun() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(run("1\tone\n"));
    new DataBlockWriter(out, Compression.DEFAULT).end();
    assertThatThrownBy(() -> reader.readRows(in(out.toByteArray()), 3, data))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void largeObjectsFromTheMiddleOfABlockAreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataBlockWriter blocks = new DataBlockWriter(out, Compression.DEFAULT);
    for (long oid : new long[] {7, SmallArchive.LARGE_OBJECT}) {
      blocks.beginLargeObject(oid);
      try (OutputStream content = blocks.content()) {
        content.write((int) oid);
      }
      blocks.endLargeObject();
    }
    reader.readLargeObjects(in(out.toByteArray()), 5, data);
    assertThat(data.largeObject(7)).containsExactly(7);
    assertThat(data.largeObject(SmallArchive.LARGE_OBJECT)).containsExactly(0);
  }

  @Test
  void blocksThatNobodyWantsArePassedOver() throws IOException {
    byte[] archive = SmallArchive.write(Compression.DEFAULT);
    ByteArrayOutputStream prologue = new ByteArrayOutputStream();
    CustomFormat.writePrologue(prologue, toc, Compression.DEFAULT);
    InputStream blocks = in(archive);
    blocks.skipNBytes(prologue.size());
    reader.readBlocks(blocks, Set.of(5), data);
    assertThat(data.table("first")).isEmpty();
    assertThat(data.largeObject(SmallArchive.LARGE_OBJECT)).isEqualTo(SmallArchive.CONTENT);
  }

  @Test
  void aBlockOfAnUnknownEntryIsDamaged() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DataBlockWriter(out, Compression.DEFAULT).beginTable(99);
    assertThatThrownBy(() -> reader.readBlocks(in(out.toByteArray()), Set.of(99), data))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("entry 99");
  }

  @Test
  void whatTheSourceThrowsPassesThrough() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the network is down");
          }
        };
    assertThatThrownBy(() -> reader.readRows(broken, 3, data))
        .isInstanceOf(IOException.class)
        .hasMessage("the network is down");
  }

  private static byte[] run(String rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream content = new DataBlockWriter(out, Compression.DEFAULT).content()) {
      content.write(rows.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
