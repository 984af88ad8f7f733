package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns an archive into a plain SQL script, in the order of the passes of a restore. */
public final class PlainScript {
  /** What makes columns that take no values, and an order of columns that the COPY may not have. */
  private static final List<String> SPECIAL = List.of("GENERATED ALWAYS AS (", "INHERITS (");

  private final ArchiveSource archive;
  private final OutputStream out;
  private final RowForm form;
  private final PlainFormat format;
  private final EntryData data;

  /** The tables whose columns all take values, in the order of their COPY, by dump id. */
  private final Set<Integer> plainTables;

  private PlainScript(ArchiveSource archive, OutputStream out, RowForm form) {
    this.archive = archive;
    this.out = out;
    this.form = form;
    this.format = new PlainFormat(out, archive.toc());
    this.data = new EntryData(archive);
    this.plainTables =
        archive.toc().entries().stream()
            .filter(entry -> entry.description().equals("TABLE"))
            .filter(entry -> SPECIAL.stream().noneMatch(entry.definition()::contains))
            .map(TocEntry::dumpId)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Writes the script of an archive. With rows as INSERT statements it holds nothing that is a
   * matter of {@code psql}, so that any driver runs it, in one call too.
   *
   * @param archive what to write, which the caller goes on to own
   * @param out where to; stays open, and should be buffered by the caller
   * @param form of the rows
   * @throws RefusedException if the archive holds something that such a script cannot
   * @throws IOException if either fails
   */
  public static void write(ArchiveSource archive, OutputStream out, RowForm form)
      throws IOException {
    requireFitting(archive.toc(), form);
    new PlainScript(archive, out, form).write();
  }

  private static void requireFitting(Toc toc, RowForm form) {
    if (toc.hasOldStrings()) {
      throw new RefusedException(
          "The archive has text constants of the old form, which a script with standard_conforming_strings would read otherwise; restore it into a database and dump that");
    }
    if (form instanceof RowForm.Inserts inserts) {
      requireFitting(toc, inserts);
    }
  }

  private static void requireFitting(Toc toc, RowForm.Inserts inserts) {
    if (!toc.encoding().hasAsciiBytes()) {
      throw new RefusedException(
          "Rows in the encoding %s cannot be made INSERT statements; choose another form, or dump with --encoding=UTF8"
              .formatted(toc.encoding()));
    }
    if (!inserts.equals(RowForm.Inserts.SIMPLE)) {
      toc.entries().stream()
          .filter(entry -> entry.hasData() && isStatements(entry))
          .findFirst()
          .ifPresent(
              entry -> {
                throw new RefusedException(
                    "The rows of %s are INSERT statements already, which stay as they are; ask for them without more"
                        .formatted(Sql.oneLine(entry.title())));
              });
    }
  }

  private void write() throws IOException {
    format.writePrologue(archive.toc());
    for (RestorePass pass : EnumSet.complementOf(EnumSet.of(RestorePass.NONE))) {
      for (TocEntry entry : archive.toc().entries()) {
        if (RestorePass.of(entry) == pass) {
          write(entry);
        }
      }
    }
    format.writeEpilogue();
  }

  private void write(TocEntry entry) throws IOException {
    if (!entry.hasData()) {
      format.writeEntry(entry);
    } else if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      format.beginLargeObjects(entry);
      data.read(entry, new LargeObjects());
      format.endLargeObjects();
    } else if (isStatements(entry)) {
      format.beginStatements(entry);
      data.read(entry, rows(stored -> format.writeStatements(entry, stored)));
      format.endStatements();
    } else if (form instanceof RowForm.Inserts inserts) {
      writeInserts(entry, inserts);
    } else {
      format.beginTable(entry);
      data.read(entry, rows(stored -> format.writeRows(entry, stored)));
      format.endTable();
    }
  }

  /** Whether the archive holds the rows as statements. */
  private static boolean isStatements(TocEntry entry) {
    return !entry.isCopied() && !entry.description().equals(TocEntry.LARGE_OBJECTS);
  }

  private void writeInserts(TocEntry entry, RowForm.Inserts inserts) throws IOException {
    format.beginStatements(entry);
    CopyTarget target = CopyTarget.of(entry);
    InsertRows rows =
        new InsertRows(
            out, archive.toc().encoding(), entry, target, fitting(entry, target, inserts));
    data.read(entry, rows(rows::write));
    rows.end();
    format.endStatements();
  }

  private RowForm.Inserts fitting(TocEntry entry, CopyTarget target, RowForm.Inserts inserts) {
    return target.isOwn(entry) && entry.dependencies().stream().anyMatch(plainTables::contains)
        ? inserts
        : new RowForm.Inserts(
            RowForm.Columns.NAMED, inserts.rowsPerStatement(), inserts.conflict());
  }

  private static RowVisitor rows(RowTaker taker) {
    return new RowVisitor() {
      @Override
      public void tableData(int dumpId, InputStream rows) throws IOException {
        taker.take(rows);
      }
    };
  }

  /** Takes the rows of a table. */
  @FunctionalInterface
  private interface RowTaker {
    void take(InputStream rows) throws IOException;
  }

  private final class LargeObjects implements DataVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) {
      throw new IllegalStateException("large objects are no rows");
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
      format.writeLargeObject(oid, content);
    }
  }
}
