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
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A backup as an archive. Thread-safe.
 *
 * <p>A segment is what lies in one volume: a slice of a large table, or several whole tables. It
 * reads its volume from the beginning to the end, so that all bytes are authenticated and compared
 * with the manifest before the read counts as done; a volume that was damaged, cut or swapped makes
 * it throw {@link DamagedException}, though some rows may have been handed over before.
 */
public final class StoredArchive implements ArchiveSource {
  private final Toc toc;
  private final List<DataSegment> segments;

  private StoredArchive(Toc toc, List<DataSegment> segments) {
    this.toc = toc;
    this.segments = segments;
  }

  static StoredArchive open(
      Repository repository, Manifest manifest, Contents contents, Decryption decryption) {
    TreeMap<Integer, List<Piece>> pieces = Piece.byVolume(contents);
    int volumes = manifest.volumes().size();
    if (contents.dump().volumes() != volumes
        || (!pieces.isEmpty() && pieces.lastKey() >= volumes)) {
      throw new DamagedException(
          "The contents of backup %s name other volumes than its manifest; restore another backup"
              .formatted(manifest.id()));
    }
    Toc toc = readToc(repository, manifest, contents, decryption);
    requireAllData(toc, contents);
    DataBlockReader reader = new DataBlockReader(toc);
    List<DataSegment> segments = new ArrayList<>();
    pieces.forEach(
        (number, inVolume) -> {
          StoredPart volume = manifest.volumes().get(number);
          segments.add(
              new VolumeSegment(
                  new StoredVolume(repository, manifest, volume, decryption), inVolume, reader));
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
      Repository repository, Manifest manifest, Contents contents, Decryption decryption) {
    if (manifest.volumes().isEmpty()) {
      throw new DamagedException(
          "Backup %s has no volumes; restore another backup".formatted(manifest.id()));
    }
    StoredPart first = manifest.volumes().get(0);
    StoredVolume volume = new StoredVolume(repository, manifest, first, decryption);
    String name = "'%s'".formatted(volume.title());
    try {
      return contents.dump().prologue().isPresent()
          ? readPrologue(volume, name, contents.dump().prologue().get())
          : readFirst(volume, name);
    } catch (IOException e) {
      throw repository.unreadable(manifest, first, e);
    }
  }

  /** A TOC is believed only once all of it was compared with the contents. */
  private static Toc readPrologue(StoredVolume volume, String name, Slice prologue)
      throws IOException {
    try {
      return CheckedSlice.read(
          volume.ranges(),
          prologue,
          volume.title(),
          bytes -> ArchivePrologue.read(name, bytes, prologue.lengthBytes()));
    } catch (DamagedException | RefusedException e) {
      volume.requireIntact(e);
      throw e;
    }
  }

  /** Reads the first volume to its end: a TOC is believed only once all of it was checked. */
  private static Toc readFirst(StoredVolume volume, String name) throws IOException {
    try (PartInput part = volume.open()) {
      return part.read(plain -> ArchivePrologue.read(name, plain, volume.part().plainSizeBytes()));
    }
  }
}
