package dev.lifeboat;

import dev.lifeboat.event.ProgressMeter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells how much was written. */
final class MeteredOutput extends FilterOutputStream {
  private final ProgressMeter meter;

  MeteredOutput(OutputStream target, ProgressMeter meter) {
    super(target);
    this.meter = meter;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    meter.add(length, 0);
  }
}
