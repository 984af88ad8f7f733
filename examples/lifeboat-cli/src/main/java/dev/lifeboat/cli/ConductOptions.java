package dev.lifeboat.cli;

import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.RestoreOptions.Statistics;
import dev.lifeboat.restore.SessionChoice;
import dev.lifeboat.restore.SessionChoice.RowSecurity;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.Transactions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a restore is done, in the words of {@code pg_restore} where it has them. */
final class ConductOptions {
  @Mixin private JobsOption jobs;
  @Mixin private MaintenanceMemoryOption memory;

  @Option(
      names = {"-c", "--clean"},
      description =
          "Drop what is restored first; a database that is made replaces one of its name.")
  private boolean clean;

  @Option(names = "--if-exists", description = "Drop only what is there.")
  private boolean ifExists;

  @Option(
      names = "--allow-non-empty",
      description = "Restore also into a database that holds something, beside it.")
  private boolean beside;

  @Option(
      names = {"-1", "--single-transaction"},
      description = "Restore all or nothing, on one connection.")
  private boolean single;

  @Option(
      names = "--transaction-size",
      paramLabel = "N",
      description = "Commit after so many definitions; default: 100.")
  private @Nullable Integer size;

  @Option(
      names = {"-e", "--exit-on-error"},
      description = "End at the first error, as by default.")
  private boolean stop;

  @Option(
      names = "--keep-going",
      description = "Restore all else when the server refuses something, and fail in the end.")
  private boolean goOn;

  @Option(
      names = "--no-data-for-failed-tables",
      description = "With --keep-going, load no data into tables that could not be made.")
  private boolean noDataForFailed;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Work as this role after connecting as another.")
  private @Nullable String role;

  @Option(
      names = "--enable-row-security",
      description = "Let policies of the target check rows instead of refusing them.")
  private boolean rowSecurity;

  @Option(
      names = "--disable-triggers",
      description =
          "Keep triggers of tables that exist from firing while data is loaded; keys hold in any case.")
  private boolean quiet;

  @Option(
      names = "--search-path",
      paramLabel = "SCHEMA,...",
      description =
          "Let functions of the archive, behind generated columns, checks and the like, find what"
              + " they do not qualify in these schemas; default: nowhere, as pg_restore.")
  private @Nullable String searchPath;

  @Option(names = "--no-analyze", description = "Leave the planner's statistics to autovacuum.")
  private boolean noAnalyze;

  RestoreOptions on(RestoreOptions options, Verb verb) {
    refuseContradictions(verb);
    RestoreOptions changed = memory.on(jobs.on(options.with(existing())));
    RestoreConduct conduct = changed.conduct();
    return changed
        .with(noAnalyze ? Statistics.LEFT_OUT : Statistics.GATHERED)
        .with(conduct.with(transactions()).with(onError()).with(session(conduct.session())));
  }

  private void refuseContradictions(Verb verb) {
    refuse(verb, ifExists && !clean, "--if-exists needs --clean");
    refuse(verb, noDataForFailed && !goOn, "--no-data-for-failed-tables needs --keep-going");
    refuse(verb, stop && goOn, "--exit-on-error and --keep-going exclude each other; choose one");
    refuse(
        verb,
        single && size != null,
        "--single-transaction and --transaction-size exclude each other; choose one");
    refuse(
        verb,
        goOn && (single || size != null),
        "--keep-going excludes --single-transaction and --transaction-size; choose one");
  }

  private static void refuse(Verb verb, boolean wrong, String sentence) {
    if (wrong) {
      throw verb.wrongUsage(sentence);
    }
  }

  private Existing existing() {
    if (clean) {
      return ifExists ? Existing.DROPPED_IF_THERE : Existing.DROPPED;
    }
    return beside ? Existing.LEFT : Existing.REFUSED;
  }

  private Transactions transactions() {
    if (single) {
      return Transactions.single();
    }
    return size == null ? Transactions.BATCHES : Transactions.ofSize(size);
  }

  private OnError onError() {
    if (!goOn) {
      return OnError.STOP;
    }
    return noDataForFailed ? OnError.GO_ON_WITHOUT_THEIR_DATA : OnError.GO_ON;
  }

  private SessionChoice session(SessionChoice session) {
    SessionChoice chosen =
        session
            .with(rowSecurity ? RowSecurity.ENABLED : RowSecurity.REFUSED)
            .with(quiet ? Triggers.DISABLED : Triggers.FIRE);
    SessionChoice found = searchPath == null ? chosen : chosen.withSearchPath(searchPath);
    return role == null ? found : found.withRole(role);
  }
}
