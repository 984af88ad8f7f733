package dev.lifeboat.dump;

import dev.lifeboat.archive.DataBlockWriter;
import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.DumpPlan.LargeObjectsPart;
import dev.lifeboat.dump.DumpPlan.Part;
import dev.lifeboat.dump.DumpPlan.TablePart;
import dev.lifeboat.dump.catalog.TableSource;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.rows.RowSink;
import dev.lifeboat.postgres.rows.SelectedRows;
import dev.lifeboat.postgres.rows.TableReader;
import dev.lifeboat.postgres.rows.TableReader.Held;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads the parts of one volume and writes them. For one thread at a time. */
final class VolumeWriter {
  private static final int PROGRESS_BYTES = 256 * 1024;

  /** What pg_dump writes after the rows, which {@code pg_restore -f} needs for a valid script. */
  private static final byte[] END_OF_ROWS = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);

  /** What the server says where a name means no table, or not this one, any more. */
  private static final Set<String> REPLACED = Set.of("3F000", "42703", "42809", "42P01", "55000");

  private final Session session;
  private final ProgressMeter meter;
  private final AtomicBoolean cancelled;
  private final Set<Integer> inPieces;
  private final SliceOutputStream out;
  private final DataBlockWriter blocks;
  private final List<WrittenPart> written = new ArrayList<>();

  /**
   * Writes a volume.
   *
   * @param inPieces the entries of tables whose rows cannot be held whole, which grow; thread-safe
   */
  VolumeWriter(
      Session session,
      ProgressMeter meter,
      AtomicBoolean cancelled,
      Set<Integer> inPieces,
      SliceOutputStream out,
      DataBlockWriter blocks) {
    this.session = session;
    this.meter = meter;
    this.cancelled = cancelled;
    this.inPieces = inPieces;
    this.out = out;
    this.blocks = blocks;
  }

  /** Writes the parts and tells what was written, in the same order. */
  List<WrittenPart> write(List<Part> parts) throws IOException {
    VolumeLocks locks = new VolumeLocks(session);
    locks.take(parts);
    for (Part part : parts) {
      try {
        write(part);
      } catch (VirtualMachineError e) {
        session.abort();
        throw failure(part, e);
      }
    }
    locks.requireNamed(parts);
    return written;
  }

  private void write(Part part) throws IOException {
    if (part instanceof TablePart table) {
      writeTable(table);
    } else if (part instanceof LargeObjectsPart objects) {
      writeLargeObjects(objects);
    }
  }

  private RuntimeException failure(Part part, VirtualMachineError cause) {
    LifeboatException failure = JavaLimits.of("read " + title(part), cause);
    return cause instanceof OutOfMemoryError memory
            && part instanceof TablePart rows
            && inPieces.add(rows.table().dumpId())
        ? new RowTooLargeException(failure.getMessage(), memory)
        : failure;
  }

  private static String title(Part part) {
    return part instanceof TablePart rows
        ? "the table " + Sql.oneLine(rows.table().sql())
        : "the large objects";
  }

  private void writeTable(TablePart part) throws IOException {
    TableSource table = part.table();
    if (part.isFirst()) {
      blocks.beginTable(table.dumpId());
    }
    out.beginSlice();
    RowDigest digest = new RowDigest();
    try (OutputStream content = blocks.content();
        Progress progress = new Progress()) {
      copy(part, new WrittenRows(content, digest, progress));
      if (part.isLast()) {
        content.write(END_OF_ROWS);
      }
    } catch (SQLException e) {
      throw failure(part, e);
    }
    add(table.dumpId(), digest);
    if (part.isLast()) {
      blocks.end();
    }
  }

  private static LifeboatException failure(TablePart part, SQLException e) {
    return REPLACED.contains(PostgresFailure.state(e))
        ? new RetryableException(
            "The table %s was replaced, renamed or dropped while the dump ran (%s); back up again when no migration runs"
                .formatted(Sql.oneLine(part.table().sql()), PostgresFailure.message(e)),
            e)
        : PostgresFailure.of("read " + title(part), e);
  }

  private void copy(TablePart part, RowSink rows) throws SQLException, IOException {
    if (part.table().foreign()) {
      session.refuseViews();
    }
    TableReader.read(session, rows(part), held(part.table()), rows);
    if (part.table().foreign()) {
      session.refuseViewsAndForeignTables();
    }
  }

  private void writeLargeObjects(LargeObjectsPart part) throws IOException {
    blocks.beginLargeObjects(part.dumpId());
    out.beginSlice();
    LargeObjectTotal total = new LargeObjectTotal();
    try (total) {
      new LargeObjectReader(session).copy(part.oids(), total);
    }
    Slice slice = out.endSlice(part.oids().size());
    written.add(new WrittenPart(part.dumpId(), slice, total.digest, total.bytes));
    blocks.end();
  }

  private void add(int dumpId, RowDigest digest) {
    Slice slice = out.endSlice(digest.rows());
    written.add(new WrittenPart(dumpId, slice, digest, digest.sizeBytes()));
  }

  private Held held(TableSource table) {
    return inPieces.contains(table.dumpId()) ? Held.NO_ROWS : Held.SMALL_ROWS;
  }

  private static SelectedRows rows(TablePart part) {
    TableSource table = part.table();
    return new SelectedRows(
        table.sql(), table.columns(), condition(part), table.foreign(), table.large());
  }

  /** A table with a condition of its own is not cut. */
  private static String condition(TablePart part) {
    if (part.isFirst() && part.isLast()) {
      return part.table().condition();
    }
    String upper = part.isLast() ? "" : " AND ctid < '(" + part.endPage() + ",0)'";
    return "WHERE ctid >= '(" + part.firstPage() + ",0)'" + upper;
  }

  private void stopIfCancelled() {
    if (cancelled.get()) {
      throw new CancellationException("another worker failed");
    }
  }

  /**
   * What was written of a part.
   *
   * @param dumpId the entry it belongs to
   * @param slice where it lies
   * @param digest of its rows
   * @param sizeBytes how many bytes of data
   */
  record WrittenPart(int dumpId, Slice slice, RowDigest digest, long sizeBytes) {}

  /** Writes large objects and sums them up. */
  private final class LargeObjectTotal implements LargeObjectReader.Copies, AutoCloseable {
    private final Progress progress = new Progress();
    private final RowDigest digest = new RowDigest();
    private long bytes;

    @Override
    public OutputStream begin(long oid) throws IOException {
      stopIfCancelled();
      blocks.beginLargeObject(oid);
      return blocks.content();
    }

    @Override
    public void end(LargeObjectReader.Found found) throws IOException {
      blocks.endLargeObject();
      digest.add(found.row());
      bytes += found.sizeBytes();
      progress.add(found.sizeBytes(), 1);
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  /** Writes rows and sums them up. */
  private final class WrittenRows implements RowSink {
    private final OutputStream content;
    private final RowDigest digest;
    private final Progress progress;

    WrittenRows(OutputStream content, RowDigest digest, Progress progress) {
      this.content = content;
      this.digest = digest;
      this.progress = progress;
    }

    @Override
    public void row(byte[] bytes, int offset, int length) throws IOException {
      stopIfCancelled();
      content.write(bytes, offset, length);
      digest.add(bytes, offset, length);
      progress.add(length, 1);
    }

    @Override
    public void part(byte[] bytes, int offset, int length) throws IOException {
      stopIfCancelled();
      content.write(bytes, offset, length);
      digest.addPart(bytes, offset, length);
      progress.add(length, 0);
    }

    @Override
    public void endRow() {
      digest.endRow();
      progress.add(0, 1);
    }
  }

  /** Tells progress in steps, since rows are small. */
  private final class Progress implements AutoCloseable {
    private long bytes;
    private long rows;

    void add(long moreBytes, long moreRows) {
      bytes += moreBytes;
      rows += moreRows;
      if (bytes >= PROGRESS_BYTES) {
        close();
      }
    }

    @Override
    public void close() {
      meter.add(bytes, rows);
      bytes = 0;
      rows = 0;
    }
  }
}
