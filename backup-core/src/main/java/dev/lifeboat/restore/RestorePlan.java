package dev.lifeboat.restore;

import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which entries are restored at which stage, each stage in the order of the archive. */
final class RestorePlan {
  /** The stages of a restore, in their order. */
  enum Stage {
    /** What tables need, and what goes with it. */
    PRE_DATA,
    /**
     * What goes with the data but is made by statements: empty large objects, sequences' values.
     */
    DATA,
    /** What needs the data, made in parallel. */
    POST_DATA,
    /** Privileges. */
    PRIVILEGES,
    /** What must come last. */
    LAST
  }

  private final Map<Stage, List<TocEntry>> stages = new EnumMap<>(Stage.class);
  private final Map<Integer, TocEntry> loaded;

  private RestorePlan(Toc toc, RestoreOptions options, ServerVersion server) {
    for (Stage stage : Stage.values()) {
      stages.put(stage, new ArrayList<>());
    }
    Map<Integer, Stage> placed = new HashMap<>();
    for (TocEntry entry : toc.entries()) {
      if (isRestored(entry, options, server)) {
        Stage stage = stage(entry, placed);
        placed.put(entry.dumpId(), stage);
        stages.get(stage).add(entry);
      }
    }
    loaded =
        toc.entries().stream()
            .filter(TocEntry::hasData)
            .collect(Collectors.toUnmodifiableMap(TocEntry::dumpId, entry -> entry));
  }

  /** Plans the restore of an archive. */
  static RestorePlan of(Toc toc, RestoreOptions options, ServerVersion server) {
    return new RestorePlan(toc, options, server);
  }

  List<TocEntry> entries(Stage stage) {
    return stages.get(stage);
  }

  /** All entries that are restored by statements. */
  List<TocEntry> entries() {
    return stages.values().stream().flatMap(List::stream).toList();
  }

  /** The entries whose data is loaded, by dump id. */
  Map<Integer, TocEntry> loaded() {
    return loaded;
  }

  Set<Integer> loadedIds() {
    return loaded.keySet();
  }

  /** The names of the tables and indexes whose statistics are restored, as SQL. */
  Set<String> relationsWithStatistics() {
    return stages.get(Stage.LAST).stream()
        .filter(entry -> entry.description().equals(TocEntry.STATISTICS_DATA))
        .map(entry -> Sql.qualified(Objects.requireNonNull(entry.namespace()), entry.tag()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the archive holds data that must come in its order, as its foreign keys exist. */
  boolean ordersData() {
    return loaded.values().stream()
        .flatMap(entry -> entry.dependencies().stream())
        .anyMatch(loaded::containsKey);
  }

  private static boolean isRestored(TocEntry entry, RestoreOptions options, ServerVersion server) {
    return switch (RestorePass.of(entry)) {
      case NONE -> false;
      case PRIVILEGES -> options.privileges() == RestoreOptions.Keep.AS_ARCHIVED;
      case MAIN, LAST ->
          !entry.hasData()
              && (!entry.description().equals(TocEntry.STATISTICS_DATA)
                  || StatisticsStatements.areTakenBy(server));
    };
  }

  private static Stage stage(TocEntry entry, Map<Integer, Stage> placed) {
    RestorePass pass = RestorePass.of(entry);
    if (pass == RestorePass.PRIVILEGES) {
      return Stage.PRIVILEGES;
    }
    if (pass == RestorePass.LAST) {
      return Stage.LAST;
    }
    return switch (entry.section()) {
      case PRE_DATA -> Stage.PRE_DATA;
      case DATA -> Stage.DATA;
      case POST_DATA -> Stage.POST_DATA;
      case NONE -> afterAll(entry, placed);
    };
  }

  /** A comment and the like goes with what it is about. */
  private static Stage afterAll(TocEntry entry, Map<Integer, Stage> placed) {
    return entry.dependencies().stream()
        .map(dependency -> placed.getOrDefault(dependency, Stage.PRE_DATA))
        .max(Stage::compareTo)
        .orElse(Stage.PRE_DATA);
  }
}
