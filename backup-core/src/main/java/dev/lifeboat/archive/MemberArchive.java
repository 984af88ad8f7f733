package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads archives that are made of files: the table of contents, one file for each table, one for
 * each large object and lists of those. So are the directory archives and the tar archives of
 * {@code pg_dump}. Archives are taken for hostile, as {@link CustomArchive} does.
 */
final class MemberArchive implements ArchiveSource {
  private static final int BUFFER = 64 * 1024;

  private final Members members;
  private final ParsedToc parsed;
  private final List<DataSegment> segments;

  private MemberArchive(Members members) throws IOException {
    this.members = members;
    this.parsed = readToc();
    this.segments = PieceSegment.of(pieces());
  }

  /** Opens a directory archive. */
  static MemberArchive inFolder(Path folder) throws IOException {
    return new MemberArchive(new FolderMembers(folder));
  }

  /** Opens an archive, which owns its members once it is open. */
  static MemberArchive of(Members members) throws IOException {
    return new MemberArchive(members);
  }

  @Override
  public Toc toc() {
    return parsed.toc();
  }

  @Override
  public List<DataSegment> segments() {
    return segments;
  }

  @Override
  public void close() {
    members.close();
  }

  private ParsedToc readToc() throws IOException {
    Members.Member member =
        members
            .find(MemberName.TOC)
            .orElseThrow(
                () ->
                    new RefusedException(
                        members.name()
                            + " holds no toc.dat; name an archive made with pg_dump -Fd or -Ft"));
    boolean plain = member.compression().suffix().isEmpty();
    try (InputStream in =
        new BufferedInputStream(
            open(member, "The table of contents of " + members.name()), BUFFER)) {
      long size = plain ? member.sizeBytes() : Long.MAX_VALUE;
      return TocReader.read(members.name(), in, size, DataPlaces.FILES);
    }
  }

  private List<Piece> pieces() throws IOException {
    List<Piece> pieces = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (TocEntry entry : toc().entries()) {
      if (entry.hasData()) {
        String file = fileOf(entry);
        if (!named.add(file)) {
          throw new DamagedException(
              "%s names %s twice, for %s as well; fetch the archive again"
                  .formatted(members.name(), file, Sql.oneLine(entry.title())));
        }
        pieces.add(piece(entry, required(file, entry)));
      }
    }
    return pieces;
  }

  private String fileOf(TocEntry entry) {
    return entry.description().equals(TocEntry.LARGE_OBJECTS)
        ? MemberName.ofList(entry, toc().header().version())
        : MemberName.ofData(entry, parsed.files().get(entry.dumpId()));
  }

  private Piece piece(TocEntry entry, Members.Member member) {
    return entry.description().equals(TocEntry.LARGE_OBJECTS)
        ? new LargeObjectFiles(this, entry, member)
        : new TableFile(entry, member);
  }

  /** The file of data of an entry, which must be there. */
  Members.Member required(String file, TocEntry entry) throws IOException {
    return members
        .find(file)
        .orElseThrow(
            () ->
                new DamagedException(
                    "%s lacks %s, the data of %s; fetch the archive again"
                        .formatted(members.name(), file, Sql.oneLine(entry.title()))));
  }

  /** Opens the decompressed content of the file. */
  static ContentStream open(Members.Member member, String title) throws IOException {
    InputStream stored = member.open();
    try {
      return new ContentStream(stored, member.compression(), title);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /** The rows of a table. */
  private record TableFile(TocEntry entry, Members.Member member) implements Piece {
    @Override
    public int dumpId() {
      return entry.dumpId();
    }

    @Override
    public long sizeBytes() {
      return member.sizeBytes();
    }

    @Override
    public void read(DataVisitor visitor) throws IOException {
      try (ContentStream content = open(member, "The data of " + Sql.oneLine(entry.title()))) {
        content.giveMarkedRows(entry, visitor);
      }
    }
  }
}
