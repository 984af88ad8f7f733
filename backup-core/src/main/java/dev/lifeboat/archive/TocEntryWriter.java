package dev.lifeboat.archive;

import static dev.lifeboat.archive.ArchivePrimitives.writeInt;
import static dev.lifeboat.archive.ArchivePrimitives.writeUnknownOffset;

import dev.lifeboat.archive.ArchivePrimitives.OffsetState;
import dev.lifeboat.postgres.TextEncoding;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries as a table of contents holds them.
 *
 * @param out where to
 * @param version of the format
 * @param encoding of all texts, that of the archive
 * @param places how entries tell where their data is
 */
record TocEntryWriter(
    OutputStream out, ArchiveVersion version, TextEncoding encoding, DataPlaces places) {
  void write(TocEntry entry) throws IOException {
    writeBeforeDefinition(entry);
    text(entry.definition());
    writeAfterDefinition(entry);
  }

  void writeBeforeDefinition(TocEntry entry) throws IOException {
    writeInt(out, entry.dumpId());
    writeInt(out, entry.hasData() ? 1 : 0);
    text(Long.toString(entry.catalogId().catalog()));
    text(Long.toString(entry.catalogId().oid()));
    text(entry.tag());
    text(entry.description());
    writeInt(out, entry.section().code());
  }

  void writeAfterDefinition(TocEntry entry) throws IOException {
    text(entry.dropStatement());
    text(entry.copyStatement());
    text(entry.namespace());
    text(entry.tablespace());
    if (version.atLeast(ArchiveVersion.V1_14)) {
      text(entry.tableAccessMethod());
    }
    if (version.atLeast(ArchiveVersion.V1_16)) {
      writeInt(out, entry.relkind());
    }
    text(entry.owner());
    text("false"); // WITH OIDS, which PostgreSQL 12 dropped
    for (int dependency : entry.dependencies()) {
      text(Integer.toString(dependency));
    }
    text(null);
    writePlace(entry);
  }

  private void writePlace(TocEntry entry) throws IOException {
    switch (places) {
      case OFFSETS ->
          writeUnknownOffset(out, entry.hasData() ? OffsetState.NOT_SET : OffsetState.NO_DATA);
      case FILES -> text(entry.hasData() ? MemberName.of(entry, version) : "");
    }
  }

  private void text(@Nullable String text) throws IOException {
    ArchivePrimitives.writeString(out, text, encoding);
  }
}
