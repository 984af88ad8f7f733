package dev.lifeboat.conformance.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The database so far: what later statements may refer to, and the dice. For one thread. */
final class RandomWorld {
  static final List<String> BASE_TYPES =
      List.of(
          "int",
          "bigint",
          "smallint",
          "text",
          "varchar(20)",
          "char(3)",
          "numeric(12,3)",
          "double precision",
          "real",
          "boolean",
          "date",
          "timestamptz",
          "timestamp(3)",
          "interval",
          "bytea",
          "jsonb",
          "uuid",
          "int[]",
          "text[]",
          "inet",
          "int4range",
          "tsvector",
          "bit(5)",
          "point",
          "\"char\"");

  static final List<String> ROLES = List.of("random_a", "\"random \"\"b\"\"\"", "PUBLIC");

  final SplittableRandom random;
  final List<String> schemas = new ArrayList<>(List.of("public"));
  final List<String> types = new ArrayList<>(BASE_TYPES);
  final List<Table> relations = new ArrayList<>();
  final List<Table> tables = new ArrayList<>();

  /**
   * Tables that get no more columns: a child's inherited columns come first when it is made again,
   * as with pg_dump, since no statement puts them elsewhere and leaves them inherited. Nor do those
   * that functions return, and they lose none: a view of such rows names the columns that there
   * were at its making.
   */
  final List<Table> finished = new ArrayList<>();

  final List<String> refreshed = new ArrayList<>();
  final List<String> functions = new ArrayList<>();
  private final HostileNames names;
  private final List<String> statements = new ArrayList<>();

  RandomWorld(long seed) {
    random = new SplittableRandom(seed);
    names = new HostileNames(random);
  }

  List<String> statements() {
    return statements;
  }

  void add(String statement) {
    statements.add(statement);
  }

  void add(Table table) {
    relations.add(table);
    tables.add(table);
  }

  /** Rows where the columns without a value allow it. */
  void rows(Table table) {
    for (int i = 0; i < random.nextInt(4); i++) {
      statements.add("INSERT INTO " + table.name + " (id) VALUES (" + (i + 1) + ")");
    }
    for (Column column : table.columns) {
      if (column.type.equals("text")) {
        statements.add(
            "INSERT INTO %s (id, %s) VALUES (%d, %s)"
                .formatted(table.name, column.name, 5 + random.nextInt(9), literal(name())));
      }
    }
  }

  List<Column> columns(int count) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new Column(quotedName(), chance(3) ? "text" : pick(types)));
    }
    return columns;
  }

  String name() {
    return names.next();
  }

  String quotedName() {
    return quoted(names.next());
  }

  String newName() {
    return pick(schemas) + "." + quotedName();
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  record Column(String name, String type) {}

  record Table(String name, List<Column> columns) {}
}
