package dev.lifeboat.dump;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.CustomFormat;
import dev.lifeboat.archive.DataBlockWriter;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.catalog.CatalogDump;
import dev.lifeboat.dump.catalog.ChangedCatalogException;
import dev.lifeboat.dump.catalog.SourceCatalog;
import dev.lifeboat.dump.catalog.StatisticsReader;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dumps a source as an archive: consistent, in parallel, over plain JDBC.
 *
 * <p>All tables are locked in ACCESS SHARE mode, which keeps them from being dropped or altered and
 * nothing else. One session holds a snapshot, which the workers share. Immutable and thread-safe;
 * each call of {@link #dumpTo} is a dump of its own.
 */
public final class Dumper {
  private static final Logger LOG = LoggerFactory.getLogger(Dumper.class);

  /** How often a dump begins again on a new snapshot where the first will not do. */
  private static final int RESTARTS = 3;

  private final DataSource source;
  private final DumpOptions options;
  private final Events events;

  private Dumper(DataSource source, DumpOptions options, Events events) {
    this.source = source;
    this.options = options;
    this.events = events;
  }

  /**
   * A dumper of a source.
   *
   * @param source gives connections to the database, one more at once than there are jobs; stays
   *     open
   * @param options how to dump
   * @param events hears progress and warnings
   */
  public static Dumper of(DataSource source, DumpOptions options, Events events) {
    return new Dumper(
        Given.value(source, "the data source of a dump"),
        Given.value(options, "the options of a dump"),
        Given.value(events, "the events of a dump"));
  }

  /**
   * Dumps the source. Where a standby cancels it because replay conflicts with what it reads, the
   * dump begins again on a new snapshot, at most three times, if the sink can discard what it has.
   *
   * @param sink takes the volumes; some may be committed when this fails
   * @return what was written
   * @throws dev.lifeboat.error.LifeboatException if the dump is not whole
   */
  public DumpSummary dumpTo(VolumeSink sink) {
    Given.value(sink, "the sink of a dump");
    options.compression().requireUsable();
    int restarts = options.snapshot().imported().isPresent() ? 0 : RESTARTS;
    Set<String> warned = new HashSet<>();
    for (int restart = 0; ; restart++) {
      try (SourceSnapshot snapshot = SourceSnapshot.take(source, options)) {
        return dump(snapshot, read(snapshot), sink, warned);
      } catch (ChangedCatalogException e) {
        if (restart == restarts) {
          throw new RetryableException(e.getMessage(), e);
        }
        LOG.info("The catalogs are read again: {}", e.getMessage());
      } catch (RetryableException e) {
        if (!PostgresFailure.needsNewSnapshot(e) || restart == restarts || !discarded(sink, e)) {
          throw restart == 0 ? e : afterRestarts(restart, e);
        }
        events.warn("The dump begins again on a new snapshot: " + e.getMessage());
      }
    }
  }

  /** What keeps a sink from beginning again must not hide why it is to. */
  private static boolean discarded(VolumeSink sink, RetryableException reason) {
    try {
      return sink.discardAll();
    } catch (IOException | LifeboatException e) {
      reason.addSuppressed(e);
      return false;
    }
  }

  private static RetryableException afterRestarts(int restarts, RetryableException failure) {
    return new RetryableException(
        "%s; the dump began again %d time%s"
            .formatted(failure.getMessage(), restarts, restarts == 1 ? "" : "s"),
        failure);
  }

  private DumpSummary dump(
      SourceSnapshot snapshot, CatalogDump catalog, VolumeSink sink, Set<String> warned) {
    Stream.concat(snapshot.warnings().stream(), catalog.warnings().stream())
        .filter(warned::add)
        .forEach(events::warn);
    warnOfVersion(snapshot.version());
    DumpPlan plan = DumpPlan.of(catalog, options);
    DumpWorkers.Written written = write(snapshot, catalog, plan, sink);
    return Summaries.of(snapshot, options.scope(), catalog, plan, written);
  }

  private CatalogDump read(SourceSnapshot snapshot) {
    try {
      return snapshot.read(
          session ->
              SourceCatalog.read(
                  session,
                  options.scope(),
                  snapshot.selection(),
                  CustomFormat.versionFor(options.compression())));
    } catch (SQLException e) {
      throw PostgresFailure.of("read the catalogs of the source", e);
    } catch (LostSnapshotException e) {
      throw snapshot.reason(e.failure());
    }
  }

  private DumpWorkers.Written write(
      SourceSnapshot snapshot, CatalogDump catalog, DumpPlan plan, VolumeSink sink) {
    ArchiveHeader header = header(snapshot, catalog);
    try (ProgressMeter meter = events.measure("dump", plan.estimatedBytes())) {
      return new DumpWorkers(snapshot, options, meter)
          .write(
              plan,
              sink,
              (session, out) -> writePrologue(session, out, header, catalog),
              out -> new DataBlockWriter(out, options.compression()));
    }
  }

  private void writePrologue(
      Session session, OutputStream out, ArchiveHeader header, CatalogDump catalog)
      throws IOException {
    try (StatisticsReader statistics = new StatisticsReader(session, catalog.statistics())) {
      CustomFormat.writePrologue(
          out, header, catalog.toc(), options.compression(), statistics::next);
    }
  }

  private ArchiveHeader header(SourceSnapshot snapshot, CatalogDump catalog) {
    Compression compression = options.compression();
    return new ArchiveHeader(
        CustomFormat.versionFor(compression),
        CustomFormat.algorithm(compression),
        LocalDateTime.ofInstant(snapshot.at(), ZoneOffset.UTC).withNano(0),
        catalog.database(),
        snapshot.version().text(),
        "Lifeboat");
  }

  private void warnOfVersion(ServerVersion version) {
    if (version.major() > ServerVersion.NEWEST) {
      events.warn(
          "PostgreSQL %d is newer than what this Lifeboat knows (%d); prove that the backup restores"
              .formatted(version.major(), ServerVersion.NEWEST));
    }
    if (version.major() < ServerVersion.OLDEST) {
      throw new RefusedException(
          "PostgreSQL %d is older than %d, the oldest version that Lifeboat reads"
              .formatted(version.major(), ServerVersion.OLDEST));
    }
  }
}
