package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Target;

/**
 * What to restore, where to, and how. Immutable; begin with {@link #of}.
 *
 * @param id the backup
 * @param target where it goes
 * @param options how to restore
 */
public record RestoreRequest(BackupId id, Target target, RestoreOptions options) {
  /** A restore with the default options. */
  public static RestoreRequest of(BackupId id, Target target) {
    return new RestoreRequest(id, target, RestoreOptions.defaults());
  }

  /** The same, restored otherwise. */
  public RestoreRequest withOptions(RestoreOptions other) {
    return new RestoreRequest(id, target, other);
  }
}
