package dev.lifeboat.restore;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** An archive whose entries were edited. */
public final class EditedArchive implements ArchiveSource {
  private final ArchiveSource source;
  private final Toc toc;

  EditedArchive(ArchiveSource source, UnaryOperator<TocEntry> edit) {
    this(source, edit, entry -> true);
  }

  private EditedArchive(
      ArchiveSource source, UnaryOperator<TocEntry> edit, Predicate<TocEntry> stays) {
    this.source = source;
    this.toc =
        new Toc(
            source.toc().header(),
            source.toc().entries().stream().filter(stays).map(edit).toList());
  }

  /** What looks like one of before 10.3, whose names rely on the schema of their entry. */
  public static EditedArchive withoutSearchPath(ArchiveSource source) {
    return new EditedArchive(
        source, UnaryOperator.identity(), entry -> !entry.description().equals("SEARCHPATH"));
  }

  /** What {@code pg_dump --data-only} writes. */
  static EditedArchive dataOnly(ArchiveSource source) {
    return new EditedArchive(
        source,
        UnaryOperator.identity(),
        entry ->
            entry.section() == Section.DATA
                || entry.description().equals("BLOB")
                || RestorePass.of(entry) == RestorePass.NONE);
  }

  static TocEntry withOwner(TocEntry entry, String owner) {
    return edited(entry, entry.definition(), owner);
  }

  static TocEntry withDefinition(TocEntry entry, String definition) {
    return edited(entry, definition, entry.owner());
  }

  @Override
  public Toc toc() {
    return toc;
  }

  @Override
  public List<DataSegment> segments() {
    return source.segments();
  }

  @Override
  public void close() {
    source.close();
  }

  private static TocEntry edited(TocEntry entry, String definition, String owner) {
    return new TocEntry(
        entry.dumpId(),
        entry.catalogId(),
        entry.tag(),
        entry.description(),
        entry.section(),
        definition,
        entry.dropStatement(),
        entry.copyStatement(),
        entry.namespace(),
        entry.tablespace(),
        entry.tableAccessMethod(),
        entry.relkind(),
        owner,
        entry.dependencies(),
        entry.hasData());
  }
}
