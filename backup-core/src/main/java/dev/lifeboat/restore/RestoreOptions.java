package dev.lifeboat.restore;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.names.NameMap;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;

/**
 * How to restore. Immutable; begin with {@link #defaults()}.
 *
 * @param scope what is restored
 * @param names under which other names
 * @param conduct how it is done
 * @param surroundings what may be there before, and what becomes of the database afterwards
 */
public record RestoreOptions(
    RestoreScope scope, NameMap names, RestoreConduct conduct, Surroundings surroundings) {
  /** What a target that exists may hold. */
  public enum Existing {
    /** Nothing: other databases are refused. */
    REFUSED,
    /**
     * Anything: what is restored comes beside it, and fails where something of its name is there.
     */
    LEFT,
    /** Anything: what is restored is dropped first, all of which must be there. */
    DROPPED,
    /** Anything: what is restored is dropped first, as far as it is there. */
    DROPPED_IF_THERE
  }

  /** What becomes of the planner's statistics. */
  public enum Statistics {
    /** ANALYZE runs at the end over all tables whose statistics the archive does not hold. */
    GATHERED,
    /** Left to autovacuum. */
    LEFT_OUT
  }

  /** What becomes of a database that the restore made and did not finish. */
  public enum OnFailure {
    /** It is dropped. */
    DROP,
    /** It stays for a person to look at. */
    KEEP
  }

  /**
   * What surrounds a restore.
   *
   * @param existing what a target that exists may hold
   * @param statistics whether the planner's statistics are gathered at the end
   * @param onFailure what becomes of a database that the restore made and did not finish
   */
  public record Surroundings(Existing existing, Statistics statistics, OnFailure onFailure) {
    /** Refuses null. */
    public Surroundings {
      Given.value(existing, "what a target may hold");
      Given.value(statistics, "the statistics of a restore");
      Given.value(onFailure, "what becomes of an unfinished database");
    }
  }

  /** Refuses what cannot work together. */
  public RestoreOptions {
    Given.value(scope, "the scope of a restore");
    Given.value(names, "the names of a restore");
    Given.value(conduct, "the conduct of a restore");
    Given.value(surroundings, "the surroundings of a restore");
    if (conduct.transactions() instanceof Transactions.Single
        && scope.database() == Keep.AS_ARCHIVED) {
      throw new RefusedException(
          "A single transaction cannot hold what is restored of the database itself; leave one of them out");
    }
  }

  /** All of the archive, up to four connections, ANALYZE, no half databases. */
  public static RestoreOptions defaults() {
    return new RestoreOptions(
        RestoreScope.ALL,
        NameMap.NONE,
        RestoreConduct.DEFAULT,
        new Surroundings(Existing.REFUSED, Statistics.GATHERED, OnFailure.DROP));
  }

  /** The same for something else of the archive. */
  public RestoreOptions with(RestoreScope other) {
    return new RestoreOptions(other, names, conduct, surroundings);
  }

  /** The same under other names. */
  public RestoreOptions with(NameMap other) {
    return new RestoreOptions(scope, other, conduct, surroundings);
  }

  /** The same, done otherwise. */
  public RestoreOptions with(RestoreConduct other) {
    return new RestoreOptions(scope, names, other, surroundings);
  }

  /** The same with another number of connections. */
  public RestoreOptions withJobs(int other) {
    return with(conduct.withJobs(other));
  }

  /** The same for a target that may hold something else. */
  public RestoreOptions with(Existing other) {
    return with(new Surroundings(other, surroundings.statistics, surroundings.onFailure));
  }

  /** The same with another treatment of statistics. */
  public RestoreOptions with(Statistics other) {
    return with(new Surroundings(surroundings.existing, other, surroundings.onFailure));
  }

  /** The same with another treatment of what was not finished. */
  public RestoreOptions with(OnFailure other) {
    return with(new Surroundings(surroundings.existing, surroundings.statistics, other));
  }

  private RestoreOptions with(Surroundings other) {
    return new RestoreOptions(scope, names, conduct, other);
  }

  /** How many connections work at once. */
  int jobs() {
    return conduct.workers();
  }

  Existing existing() {
    return surroundings.existing;
  }

  Statistics statistics() {
    return surroundings.statistics;
  }

  OnFailure onFailure() {
    return surroundings.onFailure;
  }

  /** Whether what is restored is dropped first. */
  boolean drops() {
    return existing() == Existing.DROPPED || existing() == Existing.DROPPED_IF_THERE;
  }
}
