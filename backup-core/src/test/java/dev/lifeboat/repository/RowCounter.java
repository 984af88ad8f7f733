package dev.lifeboat.repository;

import dev.lifeboat.archive.DataVisitor;
import java.io.IOException;
import java.io.InputStream;

/** Counts what it is handed. */
final class RowCounter implements DataVisitor {
  private long rows;
  private long largeObjects;

  long rows() {
    return rows;
  }

  long largeObjects() {
    return largeObjects;
  }

  @Override
  public void tableData(int dumpId, InputStream in) throws IOException {
    for (byte b : in.readAllBytes()) {
      rows += b == '\n' ? 1 : 0;
    }
  }

  @Override
  public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
    content.readAllBytes();
    largeObjects++;
  }
}
