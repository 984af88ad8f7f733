package dev.lifeboat.verify;

import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.rows.RowSink;

/** Adds rows up and keeps none of them. For one thread at a time. */
final class DigestedRows implements RowSink {
  private final RowDigest digest;
  private final ProgressMeter meter;

  DigestedRows(RowDigest digest, ProgressMeter meter) {
    this.digest = digest;
    this.meter = meter;
  }

  @Override
  public void row(byte[] bytes, int offset, int length) {
    digest.add(bytes, offset, length);
    meter.add(length, 1);
  }

  @Override
  public void part(byte[] bytes, int offset, int length) {
    digest.addPart(bytes, offset, length);
    meter.add(length, 0);
  }

  @Override
  public void endRow() {
    digest.endRow();
    meter.add(0, 1);
  }
}
