package dev.lifeboat.restore;

import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Token;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.existing.ExistingTables;
import dev.lifeboat.restore.existing.ExistingTables.Muting;
import dev.lifeboat.restore.existing.PartitionRoutes;
import dev.lifeboat.restore.names.Renaming;
import dev.lifeboat.restore.scope.EntrySelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which entries are restored at which stage, each stage in the order of the archive or of the list
 * that was given; under the names that they get, and in the forms that the server takes.
 */
final class RestorePlan {
  private static final Set<String> ANALYZED =
      Set.of("TABLE", TocEntry.TABLE_DATA, "MATERIALIZED VIEW", "MATERIALIZED VIEW DATA");

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
    /** What runs under the final privileges. */
    LAST,
    /** Event triggers. */
    EVENT_TRIGGERS
  }

  private final Map<Stage, List<TocEntry>> stages = new EnumMap<>(Stage.class);
  private final List<TocEntry> chosen;
  private final Map<Integer, TocEntry> loaded;
  private final boolean completesRelations;
  private final Muting muting;
  private final List<String> warnings = new ArrayList<>();

  private RestorePlan(
      Toc toc, RestoreOptions options, ServerVersion server, Predicate<String> settings) {
    this.chosen = fitted(toc, options, new ServerFit(server, settings));
    for (Stage stage : Stage.values()) {
      stages.put(stage, new ArrayList<>());
    }
    Map<Integer, Stage> placed = new HashMap<>();
    for (TocEntry entry : chosen) {
      if (isRun(entry, server)) {
        Stage stage = stage(entry, placed);
        placed.put(entry.dumpId(), stage);
        stages.get(stage).add(entry);
      }
    }
    loaded =
        chosen.stream()
            .filter(TocEntry::hasData)
            .collect(Collectors.toUnmodifiableMap(TocEntry::dumpId, entry -> entry));
    completesRelations = new Toc(toc.header(), chosen).completesRelations();
    muting = muting(options.conduct().session().triggers());
  }

  /**
   * Plans the restore of an archive.
   *
   * @param session of the server that it goes to, not in a transaction
   * @throws dev.lifeboat.error.RefusedException if nothing is chosen, names cannot be told apart,
   *     or the server is known not to have what an entry needs
   */
  static RestorePlan of(Toc toc, RestoreOptions options, Session session) {
    return new RestorePlan(toc, options, session.version(), new KnownSettings(session));
  }

  /** What a person should know before it begins. */
  List<String> warnings() {
    return warnings;
  }

  /** All entries that are restored, in their order. */
  List<TocEntry> chosen() {
    return chosen;
  }

  /**
   * What is dropped where that is asked for, the last first: all but the indexes that are attached
   * to others, which go with those and cannot be dropped before.
   */
  List<TocEntry> dropped() {
    Set<String> attached =
        chosen.stream()
            .filter(entry -> entry.description().equals("INDEX ATTACH"))
            .map(entry -> entry.namespace() + "." + entry.tag())
            .collect(Collectors.toUnmodifiableSet());
    List<TocEntry> dropped = new ArrayList<>(chosen);
    dropped.removeIf(
        entry -> isIndex(entry) && attached.contains(entry.namespace() + "." + lastName(entry)));
    Collections.reverse(dropped);
    return dropped;
  }

  List<TocEntry> entries(Stage stage) {
    return stages.get(stage);
  }

  /** Tables that the restore makes have no triggers yet; those of extensions come with theirs. */
  private Muting muting(Triggers triggers) {
    if (triggers == Triggers.DISABLED) {
      return Muting.ALL;
    }
    return completesRelations ? Muting.NONE : Muting.EXTENSIONS;
  }

  /** All entries that are restored by statements. */
  List<TocEntry> entries() {
    return stages.values().stream().flatMap(List::stream).toList();
  }

  /** The entries whose data is loaded, by dump id. */
  Map<Integer, TocEntry> loaded() {
    return loaded;
  }

  /** Whether it makes, alters or drops objects; loading rows and setting sequences does not. */
  boolean changesDefinitions() {
    return stages.entrySet().stream()
        .anyMatch(stage -> stage.getKey() != Stage.DATA && !stage.getValue().isEmpty());
  }

  /** Whether it holds what belongs to tables but not the tables. */
  boolean completesRelations() {
    return completesRelations;
  }

  /** The names of the tables and materialized views that are restored, as SQL. */
  Set<String> analyzed() {
    return names(chosen, ANALYZED);
  }

  /** The names of the tables and indexes whose statistics are restored, as SQL. */
  Set<String> relationsWithStatistics() {
    return names(stages.get(Stage.LAST), Set.of(TocEntry.STATISTICS_DATA));
  }

  /**
   * The tables that take rows and are not made by the restore.
   *
   * @param session of the target
   * @param entries those whose rows they take
   */
  ExistingTables existing(Session session, Collection<TocEntry> entries) {
    return ExistingTables.read(session, entries, muting);
  }

  /**
   * Requires that the role may do what was asked for with the tables that take rows.
   *
   * @param session of the target, in which nothing is changed yet
   */
  void requireExisting(Session session) {
    Set<Integer> made =
        stages.get(Stage.PRE_DATA).stream().map(TocEntry::dumpId).collect(Collectors.toSet());
    List<TocEntry> others =
        PartitionRoutes.of(session, loaded).values().stream()
            .filter(entry -> entry.dependencies().stream().noneMatch(made::contains))
            .toList();
    existing(session, others).requireMutable();
  }

  private static boolean isIndex(TocEntry entry) {
    return entry.description().equals("INDEX") || entry.description().equals("CONSTRAINT");
  }

  /** The tag of a constraint is that of its table and its own name. */
  private static String lastName(TocEntry entry) {
    List<Token> names = SqlTokens.of(entry.dropStatement());
    return names.stream().filter(Token::isName).reduce((a, b) -> b).map(Token::name).orElse("");
  }

  private List<TocEntry> fitted(Toc toc, RestoreOptions options, ServerFit fit) {
    EntrySelection selection = EntrySelection.of(toc, options.scope());
    warnings.addAll(selection.warnings());
    Renaming.Renamed renamed = Renaming.of(toc, selection.stripped(), options.names());
    warnings.addAll(renamed.warnings());
    List<TocEntry> fitted = renamed.entries().stream().map(fit::fitted).toList();
    warnings.addAll(fit.warnings());
    if (!options.conduct().goesOn()) {
      fit.requireAll();
    }
    return fitted;
  }

  private static Set<String> names(List<TocEntry> entries, Set<String> descriptions) {
    return entries.stream()
        .filter(entry -> descriptions.contains(entry.description()))
        .map(entry -> Sql.qualified(Objects.requireNonNull(entry.namespace()), entry.tag()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isRun(TocEntry entry, ServerVersion server) {
    return RestorePass.of(entry) != RestorePass.NONE
        && !entry.hasData()
        && (!entry.description().equals(TocEntry.STATISTICS_DATA)
            || StatisticsStatements.areTakenBy(server));
  }

  private static Stage stage(TocEntry entry, Map<Integer, Stage> placed) {
    return switch (RestorePass.of(entry)) {
      case PRIVILEGES -> Stage.PRIVILEGES;
      case LAST -> Stage.LAST;
      case EVENT_TRIGGERS -> Stage.EVENT_TRIGGERS;
      case MAIN, NONE -> ofSection(entry, placed);
    };
  }

  private static Stage ofSection(TocEntry entry, Map<Integer, Stage> placed) {
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
