package dev.lifeboat.restore;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** What surrounds a restore: the target is looked at, made, and dropped again if that failed. */
final class TargetRun {
  private final Target target;
  private final RestoreOptions options;
  private final Events events;

  TargetRun(Target target, RestoreOptions options, Events events) {
    this.target = target;
    this.options = options;
    this.events = events;
  }

  /** Looks at the target's server, and at the target if it exists. */
  <T> T check(Function<Session, T> check) {
    try (Session session = options.conduct().session().open(entrance())) {
      return check.apply(session);
    }
  }

  /**
   * Restores.
   *
   * @param definition of a database that is made; empty for the server's own way
   * @param properties what the database gets at the end
   * @param restore fills the database
   */
  RestoreResult restore(
      Optional<DatabaseDefinition> definition,
      DatabaseProperties properties,
      Function<DataSource, RestoreResult> restore) {
    if (target instanceof NewDatabase fresh) {
      return intoNew(fresh, definition, properties, restore);
    }
    try {
      RestoreResult result = restore.apply(entrance());
      properties.apply(entrance(), options.conduct().session());
      return result;
    } catch (LifeboatException e) {
      throw options.conduct().transactions() instanceof Transactions.Single
          ? nothing(e)
          : partly(e);
    }
  }

  private RestoreResult intoNew(
      NewDatabase fresh,
      Optional<DatabaseDefinition> definition,
      DatabaseProperties properties,
      Function<DataSource, RestoreResult> restore) {
    fresh.requireConnectable();
    if (options.drops()) {
      fresh.dropFormer(options.existing());
    } else {
      fresh.requireFree();
    }
    Optional<String> role = options.conduct().session().role();
    TemporaryDatabase database = fresh.create(definition, events);
    try {
      role.ifPresent(database::giveTo);
      RestoreResult result = restore.apply(database.dataSource());
      database.publish(fresh.name(), role, session -> properties.apply(session, database.name()));
      return result;
    } catch (RuntimeException | Error e) {
      giveUp(database, fresh.name(), e);
      throw e;
    }
  }

  private void giveUp(TemporaryDatabase database, String name, Throwable cause) {
    try {
      if (options.onFailure() == RestoreOptions.OnFailure.KEEP) {
        database.keep();
        events.warn(
            "Database %s is not restored whole; what there is of it stays as %s, so drop that after a look"
                .formatted(Sql.oneLine(name), database.name()));
      } else {
        database.close();
      }
    } catch (LifeboatException e) {
      events.warn(e.getMessage());
      cause.addSuppressed(e);
    }
  }

  /** Connects to the target, or to its server where it is yet to be made. */
  DataSource entrance() {
    if (target instanceof NewDatabase fresh) {
      return fresh.admin();
    }
    return ((ExistingDatabase) target).dataSource();
  }

  private static LifeboatException partly(LifeboatException e) {
    return with(
        "; the target holds what was restored before that, so empty it before another attempt", e);
  }

  private static LifeboatException nothing(LifeboatException e) {
    return e instanceof UnknownOutcomeException
        ? e
        : with("; nothing was changed, as all was one transaction", e);
  }

  private static LifeboatException with(String addition, LifeboatException e) {
    String message = e.getMessage() + addition;
    if (e instanceof RetryableException) {
      return new RetryableException(message, e);
    }
    if (e instanceof DamagedException) {
      return new DamagedException(message, e);
    }
    return e instanceof UnknownOutcomeException
        ? new UnknownOutcomeException(message, e)
        : new RefusedException(message, e);
  }
}
