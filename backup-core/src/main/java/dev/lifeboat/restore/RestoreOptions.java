package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;

/**
 * How to restore. Immutable; begin with {@link #defaults()}.
 *
 * @param jobs how many connections work at once
 * @param owners what becomes of the objects' owners
 * @param privileges what becomes of GRANTs
 * @param databaseProperties what becomes of owner, comment, privileges, settings and limits of the
 *     database itself; encoding and locale of a database that the restore makes are as archived
 * @param statistics whether the planner's statistics are gathered at the end
 * @param onFailure what becomes of a database that the restore made and did not finish
 */
public record RestoreOptions(
    int jobs,
    Keep owners,
    Keep privileges,
    Keep databaseProperties,
    Statistics statistics,
    OnFailure onFailure) {
  private static final int DEFAULT_JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());

  /** What becomes of a property that the archive tells. */
  public enum Keep {
    /** Restored as it was; the roles must exist. */
    AS_ARCHIVED,
    /** Left out: the restoring role owns all, and objects have their default privileges. */
    LEFT_OUT
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

  /** Refuses what cannot work. */
  public RestoreOptions {
    if (jobs < 1) {
      throw new RefusedException("A restore needs at least 1 job, not " + jobs);
    }
  }

  /** Up to four connections, owners and privileges as archived, ANALYZE, no half databases. */
  public static RestoreOptions defaults() {
    return new RestoreOptions(
        DEFAULT_JOBS,
        Keep.AS_ARCHIVED,
        Keep.AS_ARCHIVED,
        Keep.LEFT_OUT,
        Statistics.GATHERED,
        OnFailure.DROP);
  }

  /** The same with another number of connections. */
  public RestoreOptions withJobs(int other) {
    return new RestoreOptions(other, owners, privileges, databaseProperties, statistics, onFailure);
  }

  /** The same with another treatment of owners. */
  public RestoreOptions withOwners(Keep other) {
    return new RestoreOptions(jobs, other, privileges, databaseProperties, statistics, onFailure);
  }

  /** The same with another treatment of privileges. */
  public RestoreOptions withPrivileges(Keep other) {
    return new RestoreOptions(jobs, owners, other, databaseProperties, statistics, onFailure);
  }

  /** The same with another treatment of the properties of the database. */
  public RestoreOptions withDatabaseProperties(Keep other) {
    return new RestoreOptions(jobs, owners, privileges, other, statistics, onFailure);
  }

  /** The same with another treatment of statistics. */
  public RestoreOptions withStatistics(Statistics other) {
    return new RestoreOptions(jobs, owners, privileges, databaseProperties, other, onFailure);
  }

  /** The same with another treatment of what was not finished. */
  public RestoreOptions withOnFailure(OnFailure other) {
    return new RestoreOptions(jobs, owners, privileges, databaseProperties, statistics, other);
  }
}
