package dev.lifeboat.repository;

import dev.lifeboat.archive.ArchivePrologue;
import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataBlockReader;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A backup as an archive. Thread-safe.
 *
 * <p>A segment is what lies in one volume: a slice of a large table, or several whole tables. All
 * bytes that it reads are authenticated and compared, with the manifest where it reads the volume
 * from the beginning to the end, with the contents where it reads parts of it, before the read
 * counts as done; a volume that was damaged, cut or swapped makes it throw {@link
 * DamagedException}, though some rows may have been handed over before.
 */
public final class StoredArchive implements ArchiveSource {
  private final Toc toc;
  private final List<DataSegment> segments;

  private StoredArchive(Toc toc, List<DataSegment> segments) {
    this.toc = toc;
    this.segments = segments;
  }

  static StoredArchive open(
      BackupReader backups,
      Manifest manifest,
      Contents contents,
      Decryption decryption,
      VolumeReads reads) {
    TreeMap<Integer, List<Piece>> pieces = Piece.byVolume(contents);
    int volumes = manifest.volumes().size();
    if (contents.dump().volumes() != volumes
        || (!pieces.isEmpty() && pieces.lastKey() >= volumes)) {
      throw new DamagedException(
          "The contents of backup %s name other volumes than its manifest; restore another backup"
              .formatted(manifest.id()));
    }
    Toc toc = readToc(backups, manifest, contents, decryption, reads);
    requireAllData(toc, contents);
    DataBlockReader reader = new DataBlockReader(toc);
    List<DataSegment> segments = new ArrayList<>();
    pieces.forEach(
        (number, inVolume) -> {
          StoredPart volume = manifest.volumes().get(number);
          segments.add(
              new VolumeSegment(
                  new StoredVolume(backups, manifest, volume, decryption),
                  inVolume,
                  reader,
                  reads));
        });
    return new StoredArchive(toc, List.copyOf(segments));
  }

  @Override
  public Toc toc() {
    return toc;
  }

  @Override
  public List<DataSegment> segments() {
    return segments;
  }

  /** Nothing is open between reads. */
  @Override
  public void close() {}

  /** Data that the contents did not know of would be left out of every restore and every proof. */
  private static void requireAllData(Toc toc, Contents contents) {
    Set<Integer> known = new HashSet<>();
    contents.dump().tables().forEach(table -> known.add(table.dumpId()));
    contents.dump().largeObjects().ifPresent(objects -> known.add(objects.dumpId()));
    for (TocEntry entry : toc.entries()) {
      if (entry.hasData() && !known.contains(entry.dumpId())) {
        throw new DamagedException(
            "The contents of backup %s do not tell where the data of %s lies; restore another backup"
                .formatted(contents.id(), Sql.oneLine(entry.title())));
      }
    }
  }

  private static Toc readToc(
      BackupReader backups,
      Manifest manifest,
      Contents contents,
      Decryption decryption,
      VolumeReads reads) {
    if (manifest.volumes().isEmpty()) {
      throw new DamagedException(
          "Backup %s has no volumes; restore another backup".formatted(manifest.id()));
    }
    StoredPart first = manifest.volumes().get(0);
    StoredVolume volume = new StoredVolume(backups, manifest, first, decryption);
    try {
      Optional<Slice> prologue = contents.dump().prologue();
      return prologue.isPresent() && reads == VolumeReads.THRIFTY
          ? readAlone(volume, prologue.get())
          : readWhole(volume, prologue);
    } catch (IOException e) {
      throw backups.unreadable(manifest, first, e);
    }
  }

  private static Toc readAlone(StoredVolume volume, Slice prologue) throws IOException {
    return volume.readRanges(
        plain -> readChecked(volume, plain.read(0, prologue.lengthBytes()), prologue));
  }

  /** Reads the first volume to its end: a TOC is believed only once all of it was checked. */
  private static Toc readWhole(StoredVolume volume, Optional<Slice> prologue) throws IOException {
    try (PartInput part = volume.open()) {
      return part.read(
          plain ->
              prologue.isPresent()
                  ? readChecked(volume, bounded(volume, plain, prologue.get()), prologue.get())
                  : read(volume, plain, volume.part().plainSizeBytes()));
    }
  }

  private static InputStream bounded(StoredVolume volume, InputStream plain, Slice prologue) {
    return new BoundedBytes(plain, prologue.lengthBytes(), volume.title());
  }

  /** A TOC is believed only once all of it was compared with the contents. */
  private static Toc readChecked(StoredVolume volume, InputStream bytes, Slice prologue)
      throws IOException {
    return CheckedSlice.read(
        bytes, prologue, volume.title(), plain -> read(volume, plain, prologue.lengthBytes()));
  }

  private static Toc read(StoredVolume volume, InputStream plain, long sizeBytes)
      throws IOException {
    return ArchivePrologue.read("'%s'".formatted(volume.title()), plain, sizeBytes);
  }
}
