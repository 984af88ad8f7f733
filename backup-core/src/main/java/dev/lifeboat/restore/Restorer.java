package dev.lifeboat.restore;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import dev.lifeboat.restore.RestoreOptions.Existing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Restores archives and SQL scripts, whoever wrote them. Immutable, so thread-safe.
 *
 * <p>Before anything is changed, the target must prove to be empty and the server to have all roles
 * that are needed. The first failure ends a restore: the other workers are stopped and what they
 * have open is rolled back. A database that the restore made is dropped then; one that existed
 * holds what was committed before, and the message says so. Definitions in an archive, and all of a
 * script, run with the privileges of the role that connects: restore only what comes from where it
 * is trusted.
 *
 * <p>Progress and warnings are told as they come; that a restore began or ended, the result or the
 * exception tells.
 */
public final class Restorer {
  private final RestoreOptions options;
  private final Events events;

  private Restorer(RestoreOptions options, Events events) {
    this.options = options;
    this.events = events;
  }

  /**
   * A restorer.
   *
   * @param options how to restore
   * @param events hears progress and warnings
   */
  public static Restorer of(RestoreOptions options, Events events) {
    return new Restorer(
        Given.value(options, "the options of a restore"),
        Given.value(events, "the events of a restore"));
  }

  /**
   * Restores a dump of any kind.
   *
   * @param dump the archive or script, which the caller goes on to own
   * @param target where to
   * @return what is now true
   * @throws dev.lifeboat.error.LifeboatException as {@link #restore(ArchiveSource, Target)} and
   *     {@link #restoreScript} do
   */
  public RestoreResult restore(DumpFile dump, Target target) {
    return Given.value(dump, "the dump") instanceof DumpFile.Archive archive
        ? restore(archive.source(), target)
        : restoreScript(((DumpFile.Script) dump).text(), target);
  }

  /**
   * Restores an archive.
   *
   * @param source the archive, which the caller goes on to own
   * @param target where to
   * @return what is now true
   * @throws dev.lifeboat.error.RefusedException if the target is not empty, roles are missing, or
   *     the server refuses an entry, which the message names
   * @throws dev.lifeboat.error.RetryableException if a connection was lost and the like
   * @throws dev.lifeboat.error.DamagedException if the archive is not what was written
   */
  public RestoreResult restore(ArchiveSource source, Target target) {
    return restore(source, target, result -> {});
  }

  /**
   * Restores an archive of which more is known than it tells itself.
   *
   * @param source the archive, which the caller goes on to own
   * @param target where to
   * @param acceptance looks at the result; what it throws fails the restore like any other failure
   * @return what is now true
   * @throws dev.lifeboat.error.LifeboatException as {@link #restore(ArchiveSource, Target)}, or as
   *     the acceptance does
   */
  public RestoreResult restore(
      ArchiveSource source, Target target, Consumer<RestoreResult> acceptance) {
    Given.value(source, "the archive");
    Given.value(target, "the target of a restore");
    Given.value(acceptance, "what accepts a restore");
    TargetRun run = new TargetRun(target, options, events);
    RestorePlan plan = run.check(session -> plan(source.toc(), session, target));
    ArchiveRestore restore = new ArchiveRestore(source, plan, inside(target), events);
    RestoreResult result =
        run.restore(
            Optional.of(DatabaseDefinition.of(source.toc())),
            DatabaseProperties.of(plan, source.toc().encoding()),
            database -> restore.run(database, acceptance));
    restore.requireAll();
    return result;
  }

  /**
   * Restores a plain SQL script as {@code pg_dump} writes it, statement by statement on one
   * connection.
   *
   * @param script its bytes, which the caller closes
   * @param target where to
   * @return what is now true
   * @throws dev.lifeboat.error.RefusedException if the target is not empty, or the server refuses a
   *     statement, or the script holds a command of {@code psql} that is not run
   * @throws dev.lifeboat.error.RetryableException if a connection was lost and the like
   * @throws dev.lifeboat.error.DamagedException if the script is cut
   */
  public RestoreResult restoreScript(InputStream script, Target target) {
    Given.value(script, "the script");
    Given.value(target, "the target of a restore");
    ScriptOptions.requireFitting(options);
    TargetRun run = new TargetRun(target, options, events);
    run.check(
        session -> {
          if (target instanceof ExistingDatabase) {
            EventTriggers.warning(session).ifPresent(events::warn);
          }
          if (options.existing() == Existing.REFUSED) {
            requireEmpty(session, target);
          }
          return session.version();
        });
    return run.restore(
        Optional.empty(),
        DatabaseProperties.none(),
        database -> new ScriptRestore(script, options, events).run(database));
  }

  /**
   * Makes the roles and tablespaces that a server lacks; those it has are left as they are, with
   * all that they may do. What was left is told as a warning.
   *
   * @param script as {@code dev.lifeboat.dump.globals.Globals} writes it; the caller closes it
   * @param target on the server, as a role that may make roles
   * @return what was made and what was left
   * @throws dev.lifeboat.error.RefusedException if the server refuses one, which the message names
   * @throws IOException if the script cannot be read
   */
  public GlobalsResult restoreGlobals(InputStream script, Target target) throws IOException {
    Given.value(script, "the script");
    Given.value(target, "the target of a restore");
    try (Session session = Session.writing(new TargetRun(target, options, events).entrance())) {
      GlobalsResult result = GlobalsRestore.run(session, script);
      if (!result.left().isEmpty()) {
        events.warn(
            "These were there already and were left as they are: "
                + Sql.oneLine(String.join(", ", result.left())));
      }
      return result;
    }
  }

  /** Checks all that can be checked before anything is changed. */
  private RestorePlan plan(Toc toc, Session session, Target target) {
    session.speak(toc.encoding());
    RestorePlan plan = RestorePlan.of(toc, options, session);
    plan.warnings().forEach(events::warn);
    if (target instanceof ExistingDatabase && plan.changesDefinitions()) {
      EventTriggers.warning(session).ifPresent(events::warn);
    }
    if (plan.completesRelations() && target instanceof NewDatabase) {
      throw new RefusedException(
          "What is restored belongs to tables but holds no tables; restore into a database that has them");
    }
    if (options.existing() == Existing.REFUSED) {
      requireRoom(plan, session, target);
    }
    if (target instanceof ExistingDatabase) {
      plan.requireExisting(session);
    }
    RoleCheck.requireRoles(
        session,
        target instanceof NewDatabase
            ? TextEncoding.of(DatabaseDefinition.of(toc).encoding())
            : session.serverEncoding(),
        plan.entries(),
        DatabaseProperties.of(plan, toc.encoding()).statements(""));
    return plan;
  }

  /** In a database that the restore makes there is nothing to drop. */
  private RestoreOptions inside(Target target) {
    return target instanceof NewDatabase ? options.with(Existing.REFUSED) : options;
  }

  private static void requireRoom(RestorePlan plan, Session session, Target target) {
    if (plan.completesRelations()) {
      EmptinessCheck.requireNoRows(session, plan.loaded().values());
    } else {
      requireEmpty(session, target);
    }
  }

  private static void requireEmpty(Session session, Target target) {
    if (target instanceof ExistingDatabase) {
      EmptinessCheck.requireNothing(session);
    }
  }
}
