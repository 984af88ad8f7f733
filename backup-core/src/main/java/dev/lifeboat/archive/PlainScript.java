package dev.lifeboat.archive;

import dev.lifeboat.postgres.PostgresCharset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns an archive into a plain SQL script, in the order of the passes of a restore. */
public final class PlainScript {
  private static final String GENERATED = "GENERATED ALWAYS AS (";

  private final ArchiveSource archive;
  private final OutputStream out;
  private final RowForm form;
  private final PlainFormat format;
  private final EntryData data;

  /** The tables whose columns all take values, by dump id. */
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
            .filter(entry -> !entry.definition().contains(GENERATED))
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
   * @throws IOException if either fails
   */
  public static void write(ArchiveSource archive, OutputStream out, RowForm form)
      throws IOException {
    new PlainScript(archive, out, form).write();
  }

  private void write() throws IOException {
    format.writePrologue(archive.toc());
    for (RestorePass pass : List.of(RestorePass.MAIN, RestorePass.PRIVILEGES, RestorePass.LAST)) {
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
      data.read(entry, new Copied());
      format.endStatements();
    } else if (form instanceof RowForm.Inserts inserts) {
      writeInserts(entry, inserts);
    } else {
      format.beginTable(entry);
      data.read(entry, new Copied());
      format.endTable();
    }
  }

  /** Whether the archive holds the rows as statements. */
  private static boolean isStatements(TocEntry entry) {
    return entry.copyStatement() == null || entry.copyStatement().isBlank();
  }

  private void writeInserts(TocEntry entry, RowForm.Inserts inserts) throws IOException {
    format.beginStatements(entry);
    InsertRows rows =
        new InsertRows(
            out,
            PostgresCharset.of(archive.toc().encoding()),
            entry,
            CopyTarget.of(entry),
            fitting(entry, inserts));
    data.read(entry, new Inserted(rows));
    rows.end();
    format.endStatements();
  }

  private RowForm.Inserts fitting(TocEntry entry, RowForm.Inserts inserts) {
    return entry.dependencies().stream().anyMatch(plainTables::contains)
        ? inserts
        : new RowForm.Inserts(
            RowForm.Columns.NAMED, inserts.rowsPerStatement(), inserts.conflict());
  }

  /** Rows as they are. */
  private final class Copied extends RowVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) throws IOException {
      rows.transferTo(out);
    }
  }

  /** Rows as statements. */
  private static final class Inserted extends RowVisitor {
    private final InsertRows inserts;

    Inserted(InsertRows inserts) {
      this.inserts = inserts;
    }

    @Override
    public void tableData(int dumpId, InputStream rows) throws IOException {
      inserts.write(rows);
    }
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
