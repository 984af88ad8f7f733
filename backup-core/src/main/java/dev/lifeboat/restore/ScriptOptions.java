package dev.lifeboat.restore;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.names.NameMap;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;

/** Refuses options that a script, which runs as it is written, cannot follow. */
final class ScriptOptions {
  private ScriptOptions() {}

  static void requireFitting(RestoreOptions options) {
    refuseIf(options.scope().database() == Keep.AS_ARCHIVED, "the properties of its database");
    refuseIf(!options.scope().equals(RestoreScope.ALL), "a choice of what is restored");
    refuseIf(!options.names().equals(NameMap.NONE), "other names");
    refuseIf(options.drops(), "that objects are dropped first");
    refuseIf(options.conduct().goesOn(), "that it goes on after errors");
    refuseIf(!options.conduct().transactions().equals(Transactions.BATCHES), "transactions");
    refuseIf(options.conduct().session().searchPath().isPresent(), "another search_path");
    refuseIf(options.conduct().session().triggers() == Triggers.DISABLED, "disabled triggers");
  }

  private static void refuseIf(boolean given, String option) {
    if (given) {
      throw new RefusedException(
          "A script runs as it is written, so that %s cannot be asked for; load an archive instead"
              .formatted(option));
    }
  }
}
