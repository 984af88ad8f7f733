package dev.lifeboat.conformance.random;

import static dev.lifeboat.conformance.random.RandomWorld.literal;

import dev.lifeboat.conformance.random.RandomWorld.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Schemas, types and what works on values of them. */
final class RandomTypes {
  private final RandomWorld world;

  RandomTypes(RandomWorld world) {
    this.world = world;
  }

  void schema() {
    String name = world.quotedName();
    world.schemas.add(name);
    world.add("CREATE SCHEMA " + name + (world.chance(3) ? " AUTHORIZATION random_a" : ""));
  }

  void type() {
    String name = world.newName();
    world.add(
        switch (world.random.nextInt(3)) {
          case 0 ->
              "CREATE TYPE " + name + " AS ENUM ('one', 'it''s', " + literal(world.name()) + ")";
          case 1 -> "CREATE TYPE " + name + " AS (" + fields() + ")";
          default ->
              "CREATE TYPE "
                  + name
                  + " AS RANGE (SUBTYPE = "
                  + world.pick(RandomWorld.BASE_TYPES)
                  + ")";
        });
    world.types.add(name);
    if (world.chance(3)) {
      world.add("ALTER TYPE " + name + " ADD VALUE 'between' BEFORE 'it''s'");
    }
    if (world.chance(4)) {
      world.types.add(name + "[]");
    }
  }

  private String fields() {
    return IntStream.range(0, 1 + world.random.nextInt(3))
        .mapToObj(i -> world.quotedName() + " " + world.pick(world.types))
        .collect(Collectors.joining(", "));
  }

  void domain() {
    String name = world.newName();
    world.add(
        "CREATE DOMAIN "
            + name
            + " AS "
            + world.pick(world.types)
            + (world.chance(2)
                ? " CONSTRAINT "
                    + world.quotedName()
                    + " CHECK (VALUE IS NULL OR VALUE IS NOT NULL)"
                : "")
            + (world.functions.isEmpty() || world.chance(2)
                ? ""
                : " CHECK (" + world.pick(world.functions) + "(1) IS NOT NULL)"));
    world.types.add(name);
  }

  void aggregate() {
    if (!world.functions.isEmpty()) {
      world.add(
          "CREATE AGGREGATE "
              + world.newName()
              + "(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')");
      world.add(
          "CREATE AGGREGATE "
              + world.newName()
              + "(VARIADIC \"any\" ORDER BY VARIADIC \"any\") (SFUNC = ordered_set_transition_multi,"
              + " STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL)");
    }
  }

  void operator() {
    if (!world.functions.isEmpty()) {
      world.add(
          "CREATE OPERATOR "
              + world.pick(world.schemas)
              + "."
              + world.pick(List.of("@@@", "<#>", "~~~", "!=!"))
              + " (RIGHTARG = int, FUNCTION = "
              + world.pick(world.functions)
              + ")");
    }
  }

  void cast() {
    Table table = world.pick(world.relations);
    String name = world.newName();
    world.add(
        "CREATE FUNCTION "
            + name
            + "("
            + table.name()
            + ") RETURNS int LANGUAGE sql AS "
            + literal("SELECT 1"));
    world.add("CREATE CAST (" + table.name() + " AS int) WITH FUNCTION " + name);
  }
}
