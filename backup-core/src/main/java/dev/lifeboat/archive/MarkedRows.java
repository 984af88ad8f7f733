package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The rows of a table as archives hold them: with the end marker behind them. */
final class MarkedRows extends RowVisitor {
  private final OutputStream out;

  private MarkedRows(OutputStream out) {
    this.out = out;
  }

  /** Writes all data of an entry; rows that are held as statements have no marker. */
  static void write(TocEntry entry, EntryData data, OutputStream out) throws IOException {
    data.read(entry, new MarkedRows(out));
    if (entry.isCopied()) {
      out.write(EndMarkerFilter.marker());
    }
  }

  @Override
  public void tableData(int dumpId, InputStream rows) throws IOException {
    rows.transferTo(out);
  }
}
