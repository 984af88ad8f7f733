package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;

/** Dumps a database and restores the dump into another one. */
public final class RoundTrip {
  private final DumpOptions dump;
  private final RestoreOptions restore;

  private RoundTrip(DumpOptions dump, RestoreOptions restore) {
    this.dump = dump;
    this.restore = restore;
  }

  /** With the usual options. */
  public static RoundTrip usual() {
    return with(DumpOptions.defaults());
  }

  /** With options of the dump. */
  public static RoundTrip with(DumpOptions dump) {
    return new RoundTrip(dump, RestoreOptions.defaults().withJobs(dump.jobs()));
  }

  /** Dumps a database to a file. */
  public DumpSummary dump(TestDatabase source, Path file) {
    return dump(source.dataSource(), file);
  }

  /** Dumps what a data source connects to. */
  public DumpSummary dump(DataSource source, Path file) {
    try (ArchiveFile archive = ArchiveFile.create(file)) {
      DumpSummary summary = Dumper.of(source, dump, Events.silent("dump")).dumpTo(archive);
      archive.publish();
      return summary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restores a file into an empty database. */
  public void restore(Path file, TestDatabase target) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      Restorer.of(restore, Events.silent("restore"))
          .restore(archive, Target.database(target.dataSource()));
    }
  }

  /** Like {@link #sameCopy}, and drops the copy. */
  public void assertSameCopy(TestDatabase source, Path folder) {
    sameCopy(source, folder).close();
  }

  /**
   * Dumps, restores, and asserts that the copy is the same: by an independent look at the two
   * databases, and by a dump of the copy, which must be the dump of the source again.
   *
   * @return the copy, to be closed by the caller
   */
  TestDatabase sameCopy(TestDatabase source, Path folder) {
    Path file = folder.resolve("round-trip-" + UUID.randomUUID() + ".dump");
    dump(source, file);
    TestDatabase copy = source.server().createDatabase();
    try {
      restore(file, copy);
      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
          .as("what differs between source and copy")
          .isEmpty();
      assertSameDump(file, copy, folder);
      return copy;
    } catch (Throwable failure) {
      copy.close();
      throw failure;
    }
  }

  private void assertSameDump(Path first, TestDatabase copy, Path folder) {
    Path second = folder.resolve("round-trip-" + UUID.randomUUID() + ".dump");
    dump(copy, second);
    assertThat(ArchiveContent.differences(first, second))
        .as("how a dump of the copy differs from the dump of the source")
        .isEmpty();
  }
}
