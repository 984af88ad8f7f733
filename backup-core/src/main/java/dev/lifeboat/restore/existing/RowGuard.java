package dev.lifeboat.restore.existing;

import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What surrounds the rows of one transaction: triggers are disabled, keys deferred, and then both
 * are as they were, or the transaction is rolled back.
 *
 * @param muted the tables whose triggers and rules do not act
 * @param deferred the keys that are checked after the rows
 */
public record RowGuard(List<ExistingTable> muted, List<ForeignKey> deferred) {
  /** Copies what could change. */
  public RowGuard {
    muted = List.copyOf(muted);
    deferred = deferred.stream().filter(ForeignKey::canBeDeferred).toList();
  }

  /** Before the rows. */
  public void begin(Session session) throws SQLException {
    for (ExistingTable table : muted) {
      for (Hook hook : table.acting()) {
        session.execute(hook.disabled().statement());
      }
    }
    for (ForeignKey key : deferred) {
      session.execute(key.defer());
    }
  }

  /** After the rows. Tables with checks that are still to come cannot be altered. */
  public void end(Session session) throws SQLException {
    if (muted.isEmpty() && deferred.isEmpty()) {
      return;
    }
    session.execute("SET CONSTRAINTS ALL IMMEDIATE");
    for (ForeignKey key : deferred) {
      if (key.isAlteredToDefer()) {
        session.execute(key.restore());
      }
    }
    if (!muted.isEmpty()) {
      putBack(session);
    }
  }

  /**
   * What was done to a partitioned table may have been done to its partitions, so what differs is
   * looked up; what partitions belong to comes before them.
   */
  private void putBack(Session session) throws SQLException {
    List<Hook> wanted = new ArrayList<>();
    muted.forEach(table -> wanted.addAll(table.hooks()));
    Set<Hook> changed = new HashSet<>();
    new ExistingCatalog(session)
        .hooks(muted.stream().map(ExistingTable::oid).toList())
        .values()
        .forEach(changed::addAll);
    wanted.forEach(changed::remove);
    Set<Hook> elsewhere = changed.stream().map(Hook::disabled).collect(Collectors.toSet());
    for (Hook hook : wanted) {
      if (elsewhere.contains(hook.disabled())) {
        session.execute(hook.statement());
      }
    }
  }
}
