package dev.lifeboat.conformance;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.archive.TocEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that an archive holds as lines of text, but for OIDs, times and the name of the database. An
 * archive of a restored copy has the same lines.
 */
final class ArchiveContent {
  /** Stands for the name of the database, which only the entries that make it hold. */
  private static final String DATABASE = "«database»";

  /** One entry too many shifts all that follow. */
  private static final int SHOWN = 3;

  private final Map<Integer, StringBuilder> data = new HashMap<>();
  private final Map<Integer, String> places = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final String database;

  private ArchiveContent(CustomArchive archive) throws IOException {
    ArchiveHeader header = archive.toc().header();
    database = String.valueOf(header.database());
    for (DataSegment segment : archive.segments()) {
      segment.read(segment.dumpIds(), new Digests());
    }
    lines.add(
        "archive %s, %s, of %s by %s"
            .formatted(
                header.version(),
                header.compression(),
                header.serverVersion(),
                header.dumpVersion()));
    for (TocEntry entry : archive.toc().entries()) {
      places.put(entry.dumpId(), "#" + lines.size() + " " + named(entry, entry.title()));
      lines.add("#" + lines.size() + " " + describe(entry));
    }
  }

  /**
   * Says how two archives differ.
   *
   * @return the first entries that do, as both have them; empty if there are none
   */
  static List<String> differences(Path first, Path second) {
    List<String> ours = of(first);
    List<String> theirs = of(second);
    return IntStream.range(0, Math.max(ours.size(), theirs.size()))
        .filter(place -> !at(ours, place).equals(at(theirs, place)))
        .mapToObj(place -> at(ours, place) + "\nbecame\n" + at(theirs, place))
        .limit(SHOWN)
        .toList();
  }

  private static String at(List<String> lines, int place) {
    return place < lines.size() ? lines.get(place) : "nothing";
  }

  private static List<String> of(Path file) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      return List.copyOf(new ArchiveContent(archive).lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String describe(TocEntry entry) {
    return named(
            entry,
            """
            %s, dump id %d
              tag %s, schema %s, owner %s, section %s, relkind %s
              tablespace %s, access method %s, catalog %d
              create %s
              drop %s
              copy %s"""
                .formatted(
                    entry.description(),
                    entry.dumpId(),
                    entry.tag(),
                    entry.namespace(),
                    entry.owner(),
                    entry.section(),
                    entry.relkind() == 0 ? "-" : entry.relkind(),
                    entry.tablespace(),
                    entry.tableAccessMethod(),
                    entry.catalogId().catalog(),
                    entry.definition(),
                    entry.dropStatement(),
                    entry.copyStatement()))
        + "\n  needs "
        + entry.dependencies().stream().map(this::place).collect(Collectors.joining(", "))
        + "\n  data "
        + (entry.hasData() ? data.get(entry.dumpId()) : "none");
  }

  private String place(int dumpId) {
    return places.getOrDefault(dumpId, "#" + dumpId + " which comes later or is no entry");
  }

  private String named(TocEntry entry, String text) {
    boolean ofDatabase =
        entry.description().startsWith("DATABASE") || entry.tag().equals("DATABASE " + database);
    return ofDatabase ? text.replace(database, DATABASE) : text;
  }

  /** Collects what data blocks hold; a table of several blocks has several digests, in order. */
  private final class Digests implements DataVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) throws IOException {
      add(dumpId, digest(rows));
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
      add(dumpId, oid + "=" + digest(content));
    }

    private void add(int dumpId, String text) {
      data.computeIfAbsent(dumpId, id -> new StringBuilder()).append(text).append(' ');
    }

    private static String digest(InputStream in) throws IOException {
      try {
        DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
        digest.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
