package dev.lifeboat.archive;

import java.io.InputStream;

/** Takes the rows of tables alone. */
abstract class RowVisitor implements DataVisitor {
  @Override
  public final void largeObject(int dumpId, long oid, InputStream content) {
    throw new IllegalStateException("rows are no large objects");
  }
}
