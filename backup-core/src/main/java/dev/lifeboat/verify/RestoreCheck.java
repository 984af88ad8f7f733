package dev.lifeboat.verify;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.RestoreOptions.Statistics;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.verify.Finding.Kind;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Restores an archive into a scratch database and compares what is there then. */
final class RestoreCheck {
  private final ArchiveSource archive;
  private final DumpSummary dump;
  private final int jobs;
  private final Report report;

  RestoreCheck(ArchiveSource archive, DumpSummary dump, int jobs, Report report) {
    this.archive = archive;
    this.dump = dump;
    this.jobs = jobs;
    this.report = report;
  }

  /**
   * Restores and compares.
   *
   * @return the version of the server, where there was one
   */
  Optional<String> run(ScratchDatabase scratches, Events events) {
    ScratchDatabase.Scratch scratch;
    try {
      scratch = scratches.open(DatabaseDefinition.of(archive.toc()));
    } catch (LifeboatException e) {
      report.find(Kind.OBSTACLE, "scratch database", "an empty database", e.getMessage());
      return Optional.empty();
    }
    try {
      return Optional.of(run(scratch, events).text());
    } catch (NoScratchException e) {
      report.find(Kind.OBSTACLE, scratch.location(), "a database to connect to", e.getMessage());
      return Optional.empty();
    } finally {
      close(scratch);
    }
  }

  private ServerVersion run(ScratchDatabase.Scratch scratch, Events events) {
    ServerVersion version = look(scratch);
    requireDefinitions();
    if (!report.hasFindings() && restore(scratch, prepared(scratch), version, events)) {
      new RestoredComparison(archive.toc(), dump, report).run(scratch.dataSource(), events);
      warnOfPart();
    }
    return version;
  }

  private ServerVersion look(ScratchDatabase.Scratch scratch) {
    try (Session session = Session.reading(scratch.dataSource())) {
      requireExtensions(session, scratch);
      warnOfSuperuser(session);
      return session.version();
    } catch (SQLException e) {
      throw new NoScratchException(PostgresFailure.of("look at the scratch database", e));
    } catch (LifeboatException e) {
      throw new NoScratchException(e);
    }
  }

  private void requireExtensions(Session session, ScratchDatabase.Scratch scratch)
      throws SQLException {
    List<String> available = session.texts("SELECT name FROM pg_catalog.pg_available_extensions");
    Set<String> missing = new HashSet<>(dump.extensions());
    available.forEach(missing::remove);
    missing.stream()
        .sorted()
        .forEach(
            name ->
                report.find(
                    Kind.OBSTACLE,
                    "extension " + name,
                    "available on the scratch server",
                    "not installed on " + scratch.location()));
  }

  private void warnOfSuperuser(Session session) throws SQLException {
    if (session.text("SELECT pg_catalog.current_setting('is_superuser')").equals("on")) {
      report.warn(
          "What the backup defines ran as a superuser of the scratch server, which may run programs there; let a role verify that is none");
    }
  }

  private void requireDefinitions() {
    if (archive.toc().completesRelations()) {
      report.find(
          Kind.OBSTACLE,
          "restore",
          "tables that the backup makes",
          "none, as it holds a part of its source (%s); verify to the depth decode"
              .formatted(part()));
    }
  }

  private void warnOfPart() {
    if (!dump.partial().isEmpty()) {
      report.warn(
          "Only a part of the source was restored and compared, as the backup holds no more: "
              + part());
    }
  }

  private String part() {
    return Sql.oneLine(String.join(" ", dump.partial()));
  }

  private Preparation prepared(ScratchDatabase.Scratch scratch) {
    try {
      Preparation preparation = scratch.prepare(archive.toc());
      preparation
          .unproved()
          .forEach(
              entry ->
                  report.find(
                      Kind.OBSTACLE,
                      Sql.oneLine(entry.title()),
                      "restored",
                      "left out, as only a superuser may create it; verify on a scratch server of your own to prove it"));
      return preparation;
    } catch (LifeboatException e) {
      throw new NoScratchException(e);
    }
  }

  private boolean restore(
      ScratchDatabase.Scratch scratch,
      Preparation preparation,
      ServerVersion version,
      Events events) {
    RestoreOptions options =
        RestoreOptions.defaults()
            .withJobs(jobs)
            .with(RestoreScope.ALL.without(Omission.OWNERS, Omission.PRIVILEGES))
            .with(Statistics.LEFT_OUT)
            .with(preparation.provided().isEmpty() ? Existing.REFUSED : Existing.LEFT);
    try {
      Restorer.of(options, events)
          .restore(RestOfArchive.of(archive, preparation), Target.database(scratch.dataSource()));
      return true;
    } catch (DamagedException e) {
      report.find(Kind.DAMAGED, "archive", "what was written", e.getMessage());
    } catch (LifeboatException e) {
      Kind kind = preparation.unproved().isEmpty() ? kind(e, version) : Kind.OBSTACLE;
      report.find(kind, "restore", "everything restored", found(e));
    }
    return false;
  }

  /** What a part of a source lacks may be what its objects need. */
  private String found(LifeboatException failure) {
    String message = String.valueOf(failure.getMessage());
    return dump.partial().isEmpty()
        ? message
        : message + "; the backup holds a part of its source (%s)".formatted(part());
  }

  /**
   * Whether a failed restore speaks against the backup, or the scratch server was not up to it, or
   * was given a part without the rest.
   */
  private Kind kind(LifeboatException failure, ServerVersion version) {
    boolean older = version.major() < dump.serverVersion().major();
    if (older || failure instanceof RetryableException || !dump.partial().isEmpty()) {
      return Kind.OBSTACLE;
    }
    return sqlState(failure).map(RestoreCheck::ofServer).orElse(true)
        ? Kind.OBSTACLE
        : Kind.DIFFERENT;
  }

  /** Privileges, resources, the system underneath, an operator: not what the archive says. */
  private static boolean ofServer(String state) {
    return state.equals("42501")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("58")
        || state.startsWith("08");
  }

  private static Optional<String> sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(PostgresFailure.state(sql));
      }
    }
    return Optional.empty();
  }

  private void close(ScratchDatabase.Scratch scratch) {
    try {
      Uninterrupted.run(scratch::close);
    } catch (LifeboatException e) {
      report.warn(
          "The scratch database %s could not be removed; remove it by hand: %s"
              .formatted(scratch.location(), e.getMessage()));
    }
  }

  /** There is no database to restore into. */
  private static final class NoScratchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoScratchException(LifeboatException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
