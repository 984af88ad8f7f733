package dev.lifeboat.conformance.random;

import java.util.List;

/**
 * Writes a database down as statements, the same for the same seed. A statement may refer to
 * anything before it; one that a server refuses is left out by whoever runs them, so that the
 * generator need not know every rule.
 */
final class RandomSchema {
  private final RandomWorld world;
  private final RandomTypes types;
  private final RandomTables tables;
  private final List<Runnable> steps;

  private RandomSchema(RandomWorld world) {
    this.world = world;
    this.types = new RandomTypes(world);
    this.tables = new RandomTables(world);
    RandomFunctions functions = new RandomFunctions(world);
    RandomRules rules = new RandomRules(world);
    RandomNotes notes = new RandomNotes(world);
    this.steps =
        List.of(
            tables::table,
            tables::table,
            tables::table,
            tables::partitioned,
            tables::child,
            types::type,
            types::type,
            types::domain,
            functions::function,
            functions::function,
            functions::tableFunction,
            functions::view,
            functions::view,
            functions::view,
            functions::materializedView,
            rules::index,
            rules::foreignKey,
            rules::foreignKey,
            rules::constraint,
            rules::trigger,
            rules::rule,
            rules::policy,
            rules::statistics,
            tables::sequence,
            notes::comment,
            notes::grant,
            tables::alterTable,
            tables::alterTable,
            types::aggregate,
            types::operator,
            types::cast,
            notes::publication,
            functions::loop,
            notes::largeObject,
            notes::defaultPrivileges);
  }

  /**
   * The statements of a database.
   *
   * @param seed which one
   * @param size how many steps; about as many objects
   */
  static List<String> statements(long seed, int size) {
    RandomWorld world = new RandomWorld(seed);
    new RandomSchema(world).write(size);
    return world.statements();
  }

  private void write(int size) {
    for (int i = 0; i < 1 + world.random.nextInt(3); i++) {
      types.schema();
    }
    tables.table();
    tables.table();
    for (int i = 0; i < size; i++) {
      world.pick(steps).run();
    }
    world.tables.forEach(world::rows);
    world.refreshed.forEach(view -> world.add("REFRESH MATERIALIZED VIEW " + view));
    world.add("ANALYZE");
  }
}
