package dev.lifeboat.conformance.random;

import static dev.lifeboat.conformance.random.RandomWorld.literal;

import dev.lifeboat.conformance.random.RandomWorld.Table;

/** What is said of a table: indexes, constraints, triggers, rules, policies, statistics. */
final class RandomRules {
  private final RandomWorld world;

  RandomRules(RandomWorld world) {
    this.world = world;
  }

  void index() {
    Table table = world.pick(world.relations);
    String on =
        world.chance(2) || table.columns().isEmpty() ? "id" : world.pick(table.columns()).name();
    world.add(
        "CREATE "
            + (world.chance(5) ? "UNIQUE " : "")
            + "INDEX "
            + (world.chance(5) ? "" : world.quotedName())
            + " ON "
            + table.name()
            + " ("
            + (world.chance(3) && !world.functions.isEmpty() ? "abs(id + 1)" : on)
            + (world.chance(4) ? " DESC NULLS LAST" : "")
            + ")"
            + (world.chance(4) ? " WHERE id > 1" : ""));
  }

  void foreignKey() {
    world.add(
        "ALTER TABLE "
            + world.pick(world.relations).name()
            + " ADD CONSTRAINT "
            + world.quotedName()
            + " FOREIGN KEY (id) REFERENCES "
            + world.pick(world.relations).name()
            + (world.chance(3) ? " ON DELETE CASCADE" : "")
            + (world.chance(3) ? " DEFERRABLE INITIALLY DEFERRED" : "")
            + (world.chance(4) ? " NOT VALID" : ""));
  }

  void constraint() {
    Table table = world.pick(world.relations);
    String check =
        world.functions.isEmpty() || world.chance(2)
            ? "id IS NOT NULL"
            : world.pick(world.functions) + "(id) IS NOT NULL";
    world.add(
        "ALTER TABLE "
            + table.name()
            + " ADD CONSTRAINT "
            + world.quotedName()
            + " CHECK ("
            + check
            + ")"
            + (world.chance(4) ? " NO INHERIT" : "")
            + (world.chance(3) ? " NOT VALID" : ""));
  }

  void trigger() {
    String function = world.newName();
    world.add(
        "CREATE FUNCTION "
            + function
            + "() RETURNS trigger LANGUAGE plpgsql AS "
            + literal("BEGIN RETURN NEW; END"));
    Table table = world.pick(world.relations);
    String name = world.quotedName();
    world.add(
        "CREATE TRIGGER "
            + name
            + (world.chance(2) ? " BEFORE UPDATE OF id" : " AFTER INSERT OR DELETE")
            + " ON "
            + table.name()
            + " FOR EACH ROW "
            + (world.chance(3) ? "WHEN (pg_trigger_depth() < 2) " : "")
            + "EXECUTE FUNCTION "
            + function
            + "("
            + literal(world.name())
            + ")");
    if (world.chance(3)) {
      world.add("ALTER TABLE " + table.name() + " DISABLE TRIGGER " + name);
    }
  }

  void rule() {
    world.add(
        "CREATE RULE "
            + world.quotedName()
            + " AS ON "
            + (world.chance(2) ? "DELETE" : "INSERT")
            + " TO "
            + world.pick(world.relations).name()
            + " DO "
            + (world.chance(2) ? "ALSO NOTIFY x" : "INSTEAD NOTHING"));
  }

  void policy() {
    Table table = world.pick(world.tables);
    world.add("ALTER TABLE " + table.name() + " ENABLE ROW LEVEL SECURITY");
    world.add(
        "CREATE POLICY "
            + world.quotedName()
            + " ON "
            + table.name()
            + " FOR SELECT TO "
            + world.pick(RandomWorld.ROLES)
            + " USING (id IN (SELECT id FROM "
            + world.pick(world.relations).name()
            + "))");
  }

  void statistics() {
    Table table = world.pick(world.tables);
    if (!table.columns().isEmpty()) {
      world.add(
          "CREATE STATISTICS "
              + world.newName()
              + " ON id, "
              + world.pick(table.columns()).name()
              + " FROM "
              + table.name());
    }
  }
}
