package dev.lifeboat.conformance.random;

import static dev.lifeboat.conformance.random.RandomWorld.literal;

import dev.lifeboat.conformance.random.RandomWorld.Table;
import java.util.List;

/** What is noted of objects, who may use them, and what stands apart from them. */
final class RandomNotes {
  private final RandomWorld world;

  RandomNotes(RandomWorld world) {
    this.world = world;
  }

  void comment() {
    Table table = world.pick(world.relations);
    String text = literal(world.name() + "\n" + world.name());
    world.add(
        "COMMENT ON " + world.pick(List.of("TABLE ", "VIEW ")) + table.name() + " IS " + text);
    world.add("COMMENT ON COLUMN " + table.name() + ".id IS " + text);
    if (!world.functions.isEmpty()) {
      world.add("COMMENT ON FUNCTION " + world.pick(world.functions) + "(int) IS " + text);
    }
  }

  void grant() {
    Table table = world.pick(world.relations);
    world.add(
        "GRANT "
            + world.pick(List.of("SELECT", "ALL", "INSERT, UPDATE (id)", "SELECT (id)"))
            + " ON "
            + table.name()
            + " TO "
            + world.pick(RandomWorld.ROLES)
            + (world.chance(3) ? " WITH GRANT OPTION" : ""));
    if (world.chance(3)
        && !world.refreshed.contains(table.name())) { // whoever fills a view must see its rows
      world.add("ALTER TABLE " + table.name() + " OWNER TO random_a");
    }
    if (!world.functions.isEmpty() && world.chance(2)) {
      world.add("REVOKE ALL ON FUNCTION " + world.pick(world.functions) + " FROM PUBLIC");
    }
  }

  void publication() {
    world.add(
        "CREATE PUBLICATION "
            + world.quotedName()
            + " FOR TABLE "
            + world.pick(world.tables).name());
  }

  void largeObject() {
    world.add(
        "SELECT lo_from_bytea(%d, %s)"
            .formatted(
                20_000 + world.random.nextInt(60_000), literal(world.name().replace("\\", "/"))));
  }

  void defaultPrivileges() {
    world.add(
        "ALTER DEFAULT PRIVILEGES "
            + (world.chance(2) ? "IN SCHEMA " + world.pick(world.schemas) : "FOR ROLE random_a")
            + " GRANT SELECT ON TABLES TO "
            + world.pick(RandomWorld.ROLES));
  }
}
