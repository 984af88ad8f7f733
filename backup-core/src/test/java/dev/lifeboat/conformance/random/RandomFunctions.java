package dev.lifeboat.conformance.random;

import static dev.lifeboat.conformance.random.RandomWorld.literal;

import dev.lifeboat.conformance.random.RandomWorld.Column;
import dev.lifeboat.conformance.random.RandomWorld.Table;
import java.util.ArrayList;

/** Functions and views, which need each other and tables. */
final class RandomFunctions {
  private final RandomWorld world;

  RandomFunctions(RandomWorld world) {
    this.world = world;
  }

  void function() {
    String name = world.newName();
    String body =
        switch (world.random.nextInt(4)) {
          case 0 -> "LANGUAGE sql AS " + literal("SELECT $1 + 1");
          case 1 ->
              "LANGUAGE plpgsql STRICT AS "
                  + literal("BEGIN RETURN $1; -- " + world.name() + "\nEND");
          case 2 -> "LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN $1 * 2";
          default ->
              "LANGUAGE sql STABLE SET search_path = 'a, \"b', public BEGIN ATOMIC SELECT count(*)::int FROM "
                  + world.pick(world.relations).name()
                  + "; END";
        };
    world.add("CREATE FUNCTION " + name + "(int) RETURNS int " + body);
    world.functions.add(name);
  }

  void tableFunction() {
    Table table = world.pick(world.relations);
    world.finished.add(table);
    String name = world.newName();
    world.add(
        "CREATE FUNCTION "
            + name
            + "("
            + world.quotedName()
            + " "
            + table.name()
            + ", b "
            + world.pick(world.types)
            + " DEFAULT NULL) RETURNS SETOF "
            + table.name()
            + " LANGUAGE sql AS "
            + literal("SELECT ($1).*"));
    if (world.chance(2)) {
      world.add(
          "CREATE VIEW "
              + world.newName()
              + " AS SELECT x.* FROM "
              + table.name()
              + " t, "
              + name
              + "(t) x");
    }
  }

  void view() {
    Table one = world.pick(world.relations);
    Table two = world.pick(world.relations);
    Table view = new Table(world.newName(), new ArrayList<>());
    Column column = new Column(world.quotedName(), "int");
    view.columns().add(column);
    String source =
        switch (world.random.nextInt(4)) {
          case 0 ->
              "SELECT id, id + 1 AS %s FROM %s WHERE id > 0".formatted(column.name(), one.name());
          case 1 ->
              "SELECT a.id, b.id AS %s FROM %s a LEFT JOIN %s b USING (id)"
                  .formatted(column.name(), one.name(), two.name());
          case 2 ->
              "SELECT id, %s AS %s FROM %s UNION ALL SELECT 7, 8 FROM %s"
                  .formatted(
                      world.functions.isEmpty() ? "1" : world.pick(world.functions) + "(id)",
                      column.name(),
                      one.name(),
                      two.name());
          default ->
              "WITH w AS (SELECT id FROM %s GROUP BY id) SELECT id, (SELECT count(*)::int FROM %s) AS %s FROM w"
                  .formatted(one.name(), two.name(), column.name());
        };
    world.add(
        "CREATE VIEW "
            + view.name()
            + (world.chance(4) ? " WITH (security_barrier)" : "")
            + " AS "
            + source);
    world.relations.add(view);
    if (world.chance(4)) {
      world.add(
          "ALTER VIEW "
              + view.name()
              + " RENAME COLUMN "
              + column.name()
              + " TO "
              + world.quotedName());
      view.columns().clear();
    }
    if (world.chance(4)) {
      world.add("ALTER VIEW " + view.name() + " ALTER COLUMN id SET DEFAULT 42");
    }
  }

  void materializedView() {
    Table view = new Table(world.newName(), new ArrayList<>());
    boolean empty = world.chance(3);
    world.add(
        "CREATE MATERIALIZED VIEW "
            + view.name()
            + " AS SELECT id FROM "
            + world.pick(world.relations).name()
            + (empty ? " WITH NO DATA" : ""));
    if (!empty) {
      world.refreshed.add(view.name());
    }
    world.relations.add(view);
    world.add("CREATE INDEX " + world.quotedName() + " ON " + view.name() + " (id)");
  }

  /** A view that a function needs which the view comes to need. */
  void loop() {
    Table view = new Table(world.newName(), new ArrayList<>());
    String function = world.newName();
    world.add(
        "CREATE VIEW " + view.name() + " AS SELECT id FROM " + world.pick(world.relations).name());
    world.add(
        "CREATE FUNCTION "
            + function
            + "("
            + view.name()
            + ") RETURNS int LANGUAGE sql AS "
            + literal("SELECT 5"));
    world.add(
        "CREATE OR REPLACE VIEW "
            + view.name()
            + " AS SELECT id FROM "
            + world.pick(world.relations).name()
            + " WHERE "
            + function
            + "(NULL) = 5");
    world.relations.add(view);
  }
}
