package dev.lifeboat;

import dev.lifeboat.error.Given;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;

/**
 * What to restore, where to, and how. Immutable; begin with {@link #of}.
 *
 * @param id the backup
 * @param target where it goes
 * @param options how to restore
 * @param globals whether the roles and tablespaces that were kept with the backup, and that the
 *     target's server lacks, are made first
 */
public record RestoreRequest(BackupId id, Target target, RestoreOptions options, Keep globals) {
  /** Refuses null. */
  public RestoreRequest {
    Given.value(id, "the id of a restore request");
    Given.value(target, "the target of a restore request");
    Given.value(options, "the options of a restore request");
    Given.value(globals, "the globals of a restore request");
  }

  /** A restore with the default options. */
  public static RestoreRequest of(BackupId id, Target target) {
    return new RestoreRequest(id, target, RestoreOptions.defaults(), Keep.LEFT_OUT);
  }

  /** The same, restored otherwise. */
  public RestoreRequest withOptions(RestoreOptions other) {
    return new RestoreRequest(id, target, other, globals);
  }

  /** The same with another treatment of roles and tablespaces. */
  public RestoreRequest withGlobals(Keep other) {
    return new RestoreRequest(id, target, options, other);
  }
}
