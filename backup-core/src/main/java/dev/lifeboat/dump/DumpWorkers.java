package dev.lifeboat.dump;

import dev.lifeboat.archive.DataBlockWriter;
import dev.lifeboat.dump.DumpPlan.Part;
import dev.lifeboat.dump.VolumeWriter.WrittenPart;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the volumes of a plan, several at once, each by one worker with a session of its own. */
final class DumpWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(DumpWorkers.class);
  private static final long KEEP_ALIVE_SECONDS = 20;
  private static final int ATTEMPTS = 3;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SourceSnapshot snapshot;
  private final DumpOptions options;
  private final ProgressMeter meter;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Set<Integer> inPieces = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextVolume = new AtomicInteger();
  private final AtomicReference<@Nullable Slice> prologueSlice = new AtomicReference<>();

  DumpWorkers(SourceSnapshot snapshot, DumpOptions options, ProgressMeter meter) {
    this.snapshot = snapshot;
    this.options = options;
    this.meter = meter;
  }

  /** Writes all volumes and tells what was written, in the order of the plan. */
  Written write(DumpPlan plan, VolumeSink sink, Prologue prologue, BlockFormat format) {
    List<List<WrittenPart>> written = new ArrayList<>();
    plan.volumes().forEach(volume -> written.add(List.of()));
    int workers = Math.min(options.jobs(), plan.volumes().size());
    ExecutorService threads = Executors.newFixedThreadPool(workers, DumpWorkers::thread);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < workers; i++) {
        running.submit(
            () -> {
              work(plan, sink, prologue, format, written);
              return null;
            });
      }
      await(running, workers);
      snapshot.keepAlive(); // while it lived, nobody could truncate or alter what was still to come
    } finally {
      cancelled.set(true);
      shutDown(threads);
    }
    return new Written(
        Objects.requireNonNull(prologueSlice.get()),
        written.stream().flatMap(List::stream).toList());
  }

  /** Waits for all workers; the first failure is the one that is told. */
  private void await(CompletionService<Void> running, int workers) {
    Throwable failure = null;
    int finished = 0;
    while (finished < workers) {
      try {
        Future<Void> worker = running.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        if (worker == null) {
          snapshot.keepAlive();
          continue;
        }
        finished++;
        worker.get();
      } catch (ExecutionException e) {
        cancelled.set(true);
        failure = worse(failure, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RetryableException("The dump was interrupted", e);
      }
    }
    if (failure != null) {
      throw asFailure(failure);
    }
  }

  private static Throwable worse(Throwable known, Throwable other) {
    return known == null || known instanceof CancellationException ? other : known;
  }

  private RuntimeException asFailure(Throwable failure) {
    if (failure instanceof LostSnapshotException lost) {
      return snapshot.reason(lost.failure());
    }
    if (failure instanceof LifeboatException known) {
      return PostgresFailure.isLostConnection(known) ? snapshot.reason(known) : known;
    }
    if (failure instanceof RowTooLargeException row) {
      return new RefusedException(row.getMessage(), row);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof IOException io) {
      return new RetryableException("Could not write the dump: " + io.getMessage(), io);
    }
    return new IllegalStateException("The dump failed in an unexpected way", failure);
  }

  private void work(
      DumpPlan plan,
      VolumeSink sink,
      Prologue prologue,
      BlockFormat format,
      List<List<WrittenPart>> written)
      throws IOException {
    for (int volume = nextVolume.getAndIncrement();
        volume < plan.volumes().size() && !cancelled.get();
        volume = nextVolume.getAndIncrement()) {
      VolumeJob job = new VolumeJob(volume, plan.volumes().get(volume), sink, prologue, format);
      List<WrittenPart> parts = write(job, 1);
      synchronized (written) {
        written.set(volume, parts);
      }
    }
  }

  /**
   * A volume that fails is written again from its start, in the same snapshot. What made the first
   * attempt fail is what is thrown: the others may fail for what it left behind.
   */
  private List<WrittenPart> write(VolumeJob job, int attempt) throws IOException {
    try {
      return snapshot.read(job::write);
    } catch (RowTooLargeException e) { // at most once for each table
      if (cancelled.get()) {
        throw e;
      }
      LOG.warn("Volume {} is written again, in pieces: {}", job.number, e.getMessage());
      return write(job, attempt);
    } catch (RetryableException | IOException e) {
      if (attempt == ATTEMPTS || cancelled.get() || PostgresFailure.needsNewSnapshot(e)) {
        throw e;
      }
      LOG.warn("Volume {} failed and is written again: {}", job.number, e.getMessage());
      try {
        return write(job, attempt + 1);
      } catch (IOException | RuntimeException later) {
        e.addSuppressed(later);
        throw e;
      }
    }
  }

  /** Waits also if this thread is interrupted: what a worker still writes must be removed later. */
  private static void shutDown(ExecutorService threads) {
    threads.shutdown();
    try {
      Uninterrupted.run(
          () -> {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
              threads.shutdownNow();
            }
          });
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the thread that waits for workers", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "lifeboat-dump");
    thread.setDaemon(true);
    return thread;
  }

  /** One volume to write. */
  private final class VolumeJob {
    private final int number;
    private final List<Part> parts;
    private final VolumeSink sink;
    private final Prologue prologue;
    private final BlockFormat format;

    VolumeJob(
        int number, List<Part> parts, VolumeSink sink, Prologue prologue, BlockFormat format) {
      this.number = number;
      this.parts = parts;
      this.sink = sink;
      this.prologue = prologue;
      this.format = format;
    }

    List<WrittenPart> write(Session session) throws IOException {
      VolumeOutput output = sink.open(number);
      boolean committed = false;
      try {
        SliceOutputStream out =
            new SliceOutputStream(new BufferedOutputStream(output, BUFFER_BYTES), number);
        if (number == 0) {
          out.beginSlice();
          prologue.write(session, out);
          prologueSlice.set(out.endSlice(0));
        }
        List<WrittenPart> written = write(session, out);
        out.flush();
        output.commit();
        committed = true;
        return written;
      } finally {
        close(output, committed);
      }
    }

    private List<WrittenPart> write(Session session, SliceOutputStream out) throws IOException {
      try (DataBlockWriter blocks = format.blocks(out)) {
        return new VolumeWriter(session, meter, cancelled, inPieces, out, blocks).write(parts);
      }
    }

    /** A volume that is committed must not be written again, whatever its closing says. */
    private void close(VolumeOutput output, boolean committed) {
      try {
        output.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "Volume {}, {}, could not be closed: {}",
            number,
            committed ? "which is committed" : "which failed",
            e.getMessage());
      }
    }
  }

  /**
   * What was written.
   *
   * @param prologue where all that comes before the data lies
   * @param parts in the order of the plan
   */
  record Written(Slice prologue, List<WrittenPart> parts) {}

  /** Writes what comes before the data. */
  @FunctionalInterface
  interface Prologue {
    void write(Session session, OutputStream out) throws IOException;
  }

  /** Makes the writer of the data blocks of a volume. */
  @FunctionalInterface
  interface BlockFormat {
    DataBlockWriter blocks(OutputStream out) throws IOException;
  }
}
