package dev.lifeboat.restore.existing;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the target that exist before their rows come, as its catalogs describe them, and
 * whose triggers are muted. Immutable.
 *
 * <p>Keys are always enforced, which {@code pg_restore --disable-triggers} gives up: tables are
 * loaded in the order of their keys, and those that refer to each other in one transaction in which
 * their keys are deferred.
 */
public final class ExistingTables {
  /** No table exists before. */
  public static final ExistingTables NONE = new ExistingTables(Map.of(), List.of(), Set.of());

  private static final int NAMED = 20;

  /** Whose triggers are muted. */
  public enum Muting {
    /** Nobody's: they fire. */
    NONE,
    /** Those of tables that extensions brought, as far as the role may. */
    EXTENSIONS,
    /** All. */
    ALL
  }

  private final Map<Integer, ExistingTable> tables;
  private final List<ForeignKey> keys;
  private final Set<Integer> muted;

  private ExistingTables(
      Map<Integer, ExistingTable> tables, List<ForeignKey> keys, Set<Integer> muted) {
    this.tables = Map.copyOf(tables);
    this.keys = List.copyOf(keys);
    this.muted = Set.copyOf(muted);
  }

  /**
   * Reads the catalogs.
   *
   * @param session of the target
   * @param entries the entries whose rows go into tables that exist; those whose table does not are
   *     passed over
   * @param muting whose triggers are muted
   */
  public static ExistingTables read(Session session, Collection<TocEntry> entries, Muting muting) {
    List<TocEntry> rows =
        entries.stream().filter(entry -> entry.description().equals(TocEntry.TABLE_DATA)).toList();
    if (rows.isEmpty()) {
      return NONE;
    }
    try {
      ExistingCatalog catalog = new ExistingCatalog(session);
      Map<Integer, ExistingTable> tables = catalog.tables(rows);
      List<ForeignKey> keys = tables.isEmpty() ? List.of() : catalog.keys();
      return new ExistingTables(tables, keys, muted(tables, muting));
    } catch (SQLException e) {
      throw PostgresFailure.of("look at the tables of the target", e);
    }
  }

  private static Set<Integer> muted(Map<Integer, ExistingTable> tables, Muting muting) {
    Predicate<ExistingTable> isMuted =
        switch (muting) {
          case NONE -> table -> false;
          case EXTENSIONS ->
              table -> table.ofExtension() && table.acting().stream().allMatch(Hook::owned);
          case ALL -> table -> true;
        };
    return tables.entrySet().stream()
        .filter(entry -> isMuted.test(entry.getValue()))
        .filter(entry -> !entry.getValue().acting().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Requires that the role may mute what is muted.
   *
   * @throws RefusedException naming what it may not
   */
  public void requireMutable() {
    List<Hook> others = hooks(muted::contains).filter(hook -> !hook.owned()).toList();
    if (!others.isEmpty()) {
      throw new RefusedException(
          "Triggers of the target cannot be kept from firing, as this role does not own their tables: %s; connect as their owner or a superuser"
              .formatted(titles(others)));
    }
  }

  /** What a person should know before rows come: what acts on them. */
  public Optional<String> warning() {
    List<Hook> acting = hooks(id -> !muted.contains(id)).toList();
    return acting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Triggers of the target fire while data is loaded, and may change it: %s; --disable-triggers keeps them from it"
                .formatted(titles(acting)));
  }

  /** The order in which entries are loaded. */
  public List<LoadStep> order(Set<Integer> entries, Predicate<Integer> oneStatement) {
    return new KeyOrder(tables, keys, oneStatement).steps(entries);
  }

  /** The entries that one transaction must load whole, since it alters their tables. */
  public Set<Integer> undivided() {
    return muted;
  }

  /** What surrounds the rows of some entries in the transaction that loads them. */
  public RowGuard guard(Set<Integer> entries) {
    return new RowGuard(mutedOf(entries), List.of());
  }

  /** The same for entries whose rows refer to each other. */
  public RowGuard knotGuard(Set<Integer> entries) {
    Set<Long> roots = new HashSet<>();
    entries.forEach(id -> roots.add(tables.get(id).root()));
    return new RowGuard(
        mutedOf(entries),
        keys.stream()
            .filter(key -> roots.contains(key.from()) && roots.contains(key.to()))
            .toList());
  }

  /** In one order everywhere: workers whose rows go through the same roots wait for each other. */
  private List<ExistingTable> mutedOf(Set<Integer> entries) {
    return entries.stream()
        .filter(muted::contains)
        .map(tables::get)
        .distinct()
        .sorted(Comparator.comparingLong(ExistingTable::oid))
        .toList();
  }

  /**
   * Checks the keys of these tables that the target does not enforce, since somebody has disabled
   * the triggers behind them.
   *
   * @return a warning for each that does not hold or could not be checked
   */
  public List<String> checkKeys(Session session) {
    if (tables.isEmpty()) {
      return List.of();
    }
    List<Long> oids = tables.values().stream().map(ExistingTable::oid).distinct().toList();
    try {
      return KeyCheck.check(session, KeyCheck.unchecked(session, oids));
    } catch (SQLException e) {
      throw PostgresFailure.of("check the foreign keys of the target", e);
    }
  }

  private Stream<Hook> hooks(Predicate<Integer> entries) {
    return tables.entrySet().stream()
        .filter(entry -> entries.test(entry.getKey()))
        .flatMap(entry -> entry.getValue().acting().stream())
        .distinct();
  }

  private static String titles(List<Hook> hooks) {
    return hooks.stream().map(Hook::title).sorted().limit(NAMED).collect(Collectors.joining(", "))
        + (hooks.size() > NAMED ? " and %d more".formatted(hooks.size() - NAMED) : "");
  }
}
