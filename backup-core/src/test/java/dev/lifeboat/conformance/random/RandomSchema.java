package dev.lifeboat.conformance.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a database down as statements, the same for the same seed. A statement may refer to
 * anything before it; one that a server refuses is left out by whoever runs them, so that the
 * generator need not know every rule.
 */
final class RandomSchema {
  private static final List<String> BASE_TYPES =
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

  private final SplittableRandom random;
  private final HostileNames names;
  private final List<String> statements = new ArrayList<>();
  private final List<String> schemas = new ArrayList<>();
  private final List<String> types = new ArrayList<>(BASE_TYPES);
  private final List<Table> relations = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  /**
   * Tables that get no more columns: a child's inherited columns come first when it is made again,
   * as with pg_dump, since no statement puts them elsewhere and leaves them inherited. Nor do those
   * that functions return, and they lose none: a view of such rows names the columns that there
   * were at its making.
   */
  private final List<Table> finished = new ArrayList<>();

  private final List<String> refreshed = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<String> roles = List.of("random_a", "\"random \"\"b\"\"\"", "PUBLIC");
  private final List<Runnable> steps =
      List.of(
          this::table,
          this::table,
          this::table,
          this::partitioned,
          this::child,
          this::type,
          this::type,
          this::domain,
          this::function,
          this::function,
          this::tableFunction,
          this::view,
          this::view,
          this::view,
          this::materializedView,
          this::index,
          this::foreignKey,
          this::foreignKey,
          this::constraint,
          this::trigger,
          this::rule,
          this::policy,
          this::statistics,
          this::sequence,
          this::comment,
          this::grant,
          this::alterTable,
          this::alterTable,
          this::aggregate,
          this::operator,
          this::cast,
          this::publication,
          this::loop,
          this::largeObject,
          this::defaultPrivileges);

  private RandomSchema(long seed) {
    random = new SplittableRandom(seed);
    names = new HostileNames(random);
  }

  /**
   * The statements of a database.
   *
   * @param seed which one
   * @param size how many steps; about as many objects
   */
  static List<String> statements(long seed, int size) {
    RandomSchema schema = new RandomSchema(seed);
    schema.schemas.add("public");
    for (int i = 0; i < 1 + schema.random.nextInt(3); i++) {
      schema.schema();
    }
    schema.table();
    schema.table();
    for (int i = 0; i < size; i++) {
      schema.pick(schema.steps).run();
    }
    schema.tables.forEach(schema::rows);
    schema.refreshed.forEach(view -> schema.statements.add("REFRESH MATERIALIZED VIEW " + view));
    schema.statements.add("ANALYZE");
    return schema.statements;
  }

  private void schema() {
    String name = quoted(names.next());
    schemas.add(name);
    statements.add("CREATE SCHEMA " + name + (chance(3) ? " AUTHORIZATION random_a" : ""));
  }

  private void type() {
    String name = newName();
    statements.add(
        switch (random.nextInt(3)) {
          case 0 ->
              "CREATE TYPE " + name + " AS ENUM ('one', 'it''s', " + literal(names.next()) + ")";
          case 1 -> "CREATE TYPE " + name + " AS (" + fields() + ")";
          default -> "CREATE TYPE " + name + " AS RANGE (SUBTYPE = " + pick(BASE_TYPES) + ")";
        });
    types.add(name);
    if (chance(3)) {
      statements.add("ALTER TYPE " + name + " ADD VALUE 'between' BEFORE 'it''s'");
    }
    if (chance(4)) {
      types.add(name + "[]");
    }
  }

  private String fields() {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> quoted(names.next()) + " " + pick(types))
        .collect(Collectors.joining(", "));
  }

  private void domain() {
    String name = newName();
    statements.add(
        "CREATE DOMAIN "
            + name
            + " AS "
            + pick(types)
            + (chance(2)
                ? " CONSTRAINT "
                    + quoted(names.next())
                    + " CHECK (VALUE IS NULL OR VALUE IS NOT NULL)"
                : "")
            + (functions.isEmpty() || chance(2)
                ? ""
                : " CHECK (" + pick(functions) + "(1) IS NOT NULL)"));
    types.add(name);
  }

  private void table() {
    Table table = new Table(newName(), columns(1 + random.nextInt(5)));
    boolean toast = chance(6);
    String body =
        table.columns.stream()
            .map(column -> column.name + " " + column.type + modifiers(column))
            .collect(Collectors.joining(", "));
    statements.add(
        "CREATE "
            + (chance(8) ? "UNLOGGED " : "")
            + "TABLE "
            + table.name
            + " (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
            + body
            + ")"
            + (toast ? " WITH (fillfactor = 70, toast.autovacuum_enabled = off)" : ""));
    if (toast) {
      finished.add(table); // without its large columns a copy would have nothing to set this for
    }
    add(table);
  }

  private String modifiers(Column column) {
    return switch (random.nextInt(10)) {
      case 0 -> " NOT NULL DEFAULT NULL";
      case 1 -> " DEFAULT " + (column.type.equals("text") ? literal(names.next()) : "NULL");
      case 2 -> column.type.equals("int") ? " GENERATED ALWAYS AS (id * 2) STORED" : "";
      case 3 -> " CONSTRAINT " + quoted(names.next()) + " CHECK (id <> -1)";
      case 4 ->
          functions.isEmpty() || !column.type.equals("int")
              ? ""
              : " DEFAULT " + pick(functions) + "(3)";
      case 5 -> column.type.equals("text") ? " COLLATE \"C\"" : "";
      case 6 -> column.type.equals("int") ? " UNIQUE" : "";
      default -> "";
    };
  }

  private void partitioned() {
    Table table = new Table(newName(), columns(2));
    String how = List.of("RANGE", "LIST", "HASH").get(random.nextInt(3));
    statements.add(
        "CREATE TABLE "
            + table.name
            + " (id int NOT NULL, "
            + table.columns.stream()
                .map(column -> column.name + " " + column.type)
                .collect(Collectors.joining(", "))
            + ") PARTITION BY "
            + how
            + " (id)");
    add(table);
    tables.remove(table);
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      partition(table, how, i);
    }
    if (!how.equals("HASH") && chance(2)) {
      statements.add("CREATE TABLE " + newName() + " PARTITION OF " + table.name + " DEFAULT");
    }
    if (chance(2)) {
      statements.add("ALTER TABLE " + table.name + " ADD PRIMARY KEY (id)");
    }
    rows(table);
  }

  private void partition(Table table, String how, int number) {
    String bound =
        switch (how) {
          case "RANGE" -> "FROM (%d) TO (%d)".formatted(number * 5, number * 5 + 5);
          case "LIST" -> "IN (%d, %d)".formatted(number * 2 + 1, number * 2 + 2);
          default -> "WITH (MODULUS 4, REMAINDER %d)".formatted(number);
        };
    String name = newName();
    if (chance(2)) {
      statements.add(
          "CREATE TABLE " + name + " PARTITION OF " + table.name + " FOR VALUES " + bound);
      return;
    }
    String reversed =
        IntStream.range(0, table.columns.size())
            .mapToObj(i -> table.columns.get(table.columns.size() - 1 - i))
            .map(column -> column.name + " " + column.type)
            .collect(Collectors.joining(", "));
    statements.add("CREATE TABLE " + name + " (gone int, " + reversed + ", id int NOT NULL)");
    statements.add("ALTER TABLE " + name + " DROP COLUMN gone");
    statements.add(
        "ALTER TABLE " + table.name + " ATTACH PARTITION " + name + " FOR VALUES " + bound);
  }

  private void child() {
    Table parent = pick(tables);
    Table other = pick(tables);
    finished.addAll(List.of(parent, other));
    Table child = new Table(newName(), columns(1));
    child.columns.addAll(0, parent.columns);
    statements.add(
        "CREATE TABLE "
            + child.name
            + " ("
            + child.columns.get(child.columns.size() - 1).name
            + " "
            + child.columns.get(child.columns.size() - 1).type
            + ", CHECK (id > -9)) INHERITS ("
            + parent.name
            + (other == parent || chance(2) ? "" : ", " + other.name)
            + ")");
    relations.add(child);
  }

  private void function() {
    String name = newName();
    String body =
        switch (random.nextInt(4)) {
          case 0 -> "LANGUAGE sql AS " + literal("SELECT $1 + 1");
          case 1 ->
              "LANGUAGE plpgsql STRICT AS "
                  + literal("BEGIN RETURN $1; -- " + names.next() + "\nEND");
          case 2 -> "LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN $1 * 2";
          default ->
              "LANGUAGE sql STABLE SET search_path = 'a, \"b', public BEGIN ATOMIC SELECT count(*)::int FROM "
                  + pick(relations).name
                  + "; END";
        };
    statements.add("CREATE FUNCTION " + name + "(int) RETURNS int " + body);
    functions.add(name);
  }

  private void tableFunction() {
    Table table = pick(relations);
    finished.add(table);
    String name = newName();
    statements.add(
        "CREATE FUNCTION "
            + name
            + "("
            + quoted(names.next())
            + " "
            + table.name
            + ", b "
            + pick(types)
            + " DEFAULT NULL) RETURNS SETOF "
            + table.name
            + " LANGUAGE sql AS "
            + literal("SELECT ($1).*"));
    if (chance(2)) {
      statements.add(
          "CREATE VIEW "
              + newName()
              + " AS SELECT x.* FROM "
              + table.name
              + " t, "
              + name
              + "(t) x");
    }
  }

  private void view() {
    Table one = pick(relations);
    Table two = pick(relations);
    Table view = new Table(newName(), new ArrayList<>());
    Column column = new Column(quoted(names.next()), "int");
    view.columns.add(column);
    String source =
        switch (random.nextInt(4)) {
          case 0 -> "SELECT id, id + 1 AS %s FROM %s WHERE id > 0".formatted(column.name, one.name);
          case 1 ->
              "SELECT a.id, b.id AS %s FROM %s a LEFT JOIN %s b USING (id)"
                  .formatted(column.name, one.name, two.name);
          case 2 ->
              "SELECT id, %s AS %s FROM %s UNION ALL SELECT 7, 8 FROM %s"
                  .formatted(
                      functions.isEmpty() ? "1" : pick(functions) + "(id)",
                      column.name,
                      one.name,
                      two.name);
          default ->
              "WITH w AS (SELECT id FROM %s GROUP BY id) SELECT id, (SELECT count(*)::int FROM %s) AS %s FROM w"
                  .formatted(one.name, two.name, column.name);
        };
    statements.add(
        "CREATE VIEW "
            + view.name
            + (chance(4) ? " WITH (security_barrier)" : "")
            + " AS "
            + source);
    relations.add(view);
    if (chance(4)) {
      statements.add(
          "ALTER VIEW "
              + view.name
              + " RENAME COLUMN "
              + column.name
              + " TO "
              + quoted(names.next()));
      view.columns.clear();
    }
    if (chance(4)) {
      statements.add("ALTER VIEW " + view.name + " ALTER COLUMN id SET DEFAULT 42");
    }
  }

  private void materializedView() {
    Table view = new Table(newName(), new ArrayList<>());
    boolean empty = chance(3);
    statements.add(
        "CREATE MATERIALIZED VIEW "
            + view.name
            + " AS SELECT id FROM "
            + pick(relations).name
            + (empty ? " WITH NO DATA" : ""));
    if (!empty) {
      refreshed.add(view.name);
    }
    relations.add(view);
    statements.add("CREATE INDEX " + quoted(names.next()) + " ON " + view.name + " (id)");
  }

  private void index() {
    Table table = pick(relations);
    String on = chance(2) || table.columns.isEmpty() ? "id" : pick(table.columns).name;
    statements.add(
        "CREATE "
            + (chance(5) ? "UNIQUE " : "")
            + "INDEX "
            + (chance(5) ? "" : quoted(names.next()))
            + " ON "
            + table.name
            + " ("
            + (chance(3) && !functions.isEmpty() ? "abs(id + 1)" : on)
            + (chance(4) ? " DESC NULLS LAST" : "")
            + ")"
            + (chance(4) ? " WHERE id > 1" : ""));
  }

  private void foreignKey() {
    statements.add(
        "ALTER TABLE "
            + pick(relations).name
            + " ADD CONSTRAINT "
            + quoted(names.next())
            + " FOREIGN KEY (id) REFERENCES "
            + pick(relations).name
            + (chance(3) ? " ON DELETE CASCADE" : "")
            + (chance(3) ? " DEFERRABLE INITIALLY DEFERRED" : "")
            + (chance(4) ? " NOT VALID" : ""));
  }

  private void constraint() {
    Table table = pick(relations);
    String check =
        functions.isEmpty() || chance(2) ? "id IS NOT NULL" : pick(functions) + "(id) IS NOT NULL";
    statements.add(
        "ALTER TABLE "
            + table.name
            + " ADD CONSTRAINT "
            + quoted(names.next())
            + " CHECK ("
            + check
            + ")"
            + (chance(4) ? " NO INHERIT" : "")
            + (chance(3) ? " NOT VALID" : ""));
  }

  private void trigger() {
    String function = newName();
    statements.add(
        "CREATE FUNCTION "
            + function
            + "() RETURNS trigger LANGUAGE plpgsql AS "
            + literal("BEGIN RETURN NEW; END"));
    Table table = pick(relations);
    String name = quoted(names.next());
    statements.add(
        "CREATE TRIGGER "
            + name
            + (chance(2) ? " BEFORE UPDATE OF id" : " AFTER INSERT OR DELETE")
            + " ON "
            + table.name
            + " FOR EACH ROW "
            + (chance(3) ? "WHEN (pg_trigger_depth() < 2) " : "")
            + "EXECUTE FUNCTION "
            + function
            + "("
            + literal(names.next())
            + ")");
    if (chance(3)) {
      statements.add("ALTER TABLE " + table.name + " DISABLE TRIGGER " + name);
    }
  }

  private void rule() {
    statements.add(
        "CREATE RULE "
            + quoted(names.next())
            + " AS ON "
            + (chance(2) ? "DELETE" : "INSERT")
            + " TO "
            + pick(relations).name
            + " DO "
            + (chance(2) ? "ALSO NOTIFY x" : "INSTEAD NOTHING"));
  }

  private void policy() {
    Table table = pick(tables);
    statements.add("ALTER TABLE " + table.name + " ENABLE ROW LEVEL SECURITY");
    statements.add(
        "CREATE POLICY "
            + quoted(names.next())
            + " ON "
            + table.name
            + " FOR SELECT TO "
            + pick(roles)
            + " USING (id IN (SELECT id FROM "
            + pick(relations).name
            + "))");
  }

  private void statistics() {
    Table table = pick(tables);
    if (!table.columns.isEmpty()) {
      statements.add(
          "CREATE STATISTICS "
              + newName()
              + " ON id, "
              + pick(table.columns).name
              + " FROM "
              + table.name);
    }
  }

  private void sequence() {
    String name = newName();
    statements.add(
        "CREATE SEQUENCE " + name + " INCREMENT " + (chance(2) ? "-3" : "7") + " CACHE 5");
    if (chance(2)) {
      statements.add("SELECT nextval(" + literal(name) + ")");
    }
    Table table = pick(tables);
    if (chance(2) && !finished.contains(table)) {
      statements.add(
          "ALTER TABLE "
              + table.name
              + " ADD COLUMN IF NOT EXISTS s bigint DEFAULT nextval("
              + literal(name)
              + ")");
      statements.add("ALTER SEQUENCE " + name + " OWNED BY " + table.name + ".s");
    }
  }

  private void comment() {
    Table table = pick(relations);
    String text = literal(names.next() + "\n" + names.next());
    statements.add("COMMENT ON " + pick(List.of("TABLE ", "VIEW ")) + table.name + " IS " + text);
    statements.add("COMMENT ON COLUMN " + table.name + ".id IS " + text);
    if (!functions.isEmpty()) {
      statements.add("COMMENT ON FUNCTION " + pick(functions) + "(int) IS " + text);
    }
  }

  private void grant() {
    Table table = pick(relations);
    statements.add(
        "GRANT "
            + pick(List.of("SELECT", "ALL", "INSERT, UPDATE (id)", "SELECT (id)"))
            + " ON "
            + table.name
            + " TO "
            + pick(roles)
            + (chance(3) ? " WITH GRANT OPTION" : ""));
    if (chance(3) && !refreshed.contains(table.name)) { // whoever fills a view must see its rows
      statements.add("ALTER TABLE " + table.name + " OWNER TO random_a");
    }
    if (!functions.isEmpty() && chance(2)) {
      statements.add("REVOKE ALL ON FUNCTION " + pick(functions) + " FROM PUBLIC");
    }
  }

  private void alterTable() {
    Table table = pick(tables);
    Column column = new Column(quoted(names.next()), pick(types));
    switch (random.nextInt(6)) {
      case 0 -> {
        if (finished.contains(table)) {
          return;
        }
        statements.add(
            "ALTER TABLE " + table.name + " ADD COLUMN " + column.name + " " + column.type);
        table.columns.add(column);
      }
      case 1 -> {
        if (table.columns.size() > 1 && !finished.contains(table)) {
          statements.add(
              "ALTER TABLE " + table.name + " DROP COLUMN " + table.columns.remove(0).name);
        }
      }
      case 2 ->
          statements.add(
              "ALTER TABLE "
                  + table.name
                  + " ALTER COLUMN id SET STATISTICS "
                  + random.nextInt(200));
      case 3 -> statements.add("ALTER TABLE " + table.name + " REPLICA IDENTITY FULL");
      case 4 -> statements.add("ALTER TABLE " + table.name + " SET SCHEMA " + pick(schemas));
      default ->
          statements.add("ALTER TABLE " + table.name + " ALTER COLUMN id SET (n_distinct = -0.5)");
    }
  }

  private void aggregate() {
    if (!functions.isEmpty()) {
      statements.add(
          "CREATE AGGREGATE " + newName() + "(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')");
      statements.add(
          "CREATE AGGREGATE "
              + newName()
              + "(VARIADIC \"any\" ORDER BY VARIADIC \"any\") (SFUNC = ordered_set_transition_multi,"
              + " STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL)");
    }
  }

  private void operator() {
    if (!functions.isEmpty()) {
      statements.add(
          "CREATE OPERATOR "
              + pick(schemas)
              + "."
              + pick(List.of("@@@", "<#>", "~~~", "!=!"))
              + " (RIGHTARG = int, FUNCTION = "
              + pick(functions)
              + ")");
    }
  }

  private void cast() {
    Table table = pick(relations);
    String name = newName();
    statements.add(
        "CREATE FUNCTION "
            + name
            + "("
            + table.name
            + ") RETURNS int LANGUAGE sql AS "
            + literal("SELECT 1"));
    statements.add("CREATE CAST (" + table.name + " AS int) WITH FUNCTION " + name);
  }

  private void publication() {
    statements.add(
        "CREATE PUBLICATION " + quoted(names.next()) + " FOR TABLE " + pick(tables).name);
  }

  /** A view that a function needs which the view comes to need. */
  private void loop() {
    Table view = new Table(newName(), new ArrayList<>());
    String function = newName();
    statements.add("CREATE VIEW " + view.name + " AS SELECT id FROM " + pick(relations).name);
    statements.add(
        "CREATE FUNCTION "
            + function
            + "("
            + view.name
            + ") RETURNS int LANGUAGE sql AS "
            + literal("SELECT 5"));
    statements.add(
        "CREATE OR REPLACE VIEW "
            + view.name
            + " AS SELECT id FROM "
            + pick(relations).name
            + " WHERE "
            + function
            + "(NULL) = 5");
    relations.add(view);
  }

  private void largeObject() {
    statements.add(
        "SELECT lo_from_bytea(%d, %s)"
            .formatted(20_000 + random.nextInt(60_000), literal(names.next().replace("\\", "/"))));
  }

  private void defaultPrivileges() {
    statements.add(
        "ALTER DEFAULT PRIVILEGES "
            + (chance(2) ? "IN SCHEMA " + pick(schemas) : "FOR ROLE random_a")
            + " GRANT SELECT ON TABLES TO "
            + pick(roles));
  }

  /** Rows where the columns without a value allow it. */
  private void rows(Table table) {
    for (int i = 0; i < random.nextInt(4); i++) {
      statements.add("INSERT INTO " + table.name + " (id) VALUES (" + (i + 1) + ")");
    }
    for (Column column : table.columns) {
      if (column.type.equals("text")) {
        statements.add(
            "INSERT INTO %s (id, %s) VALUES (%d, %s)"
                .formatted(table.name, column.name, 5 + random.nextInt(9), literal(names.next())));
      }
    }
  }

  private void add(Table table) {
    relations.add(table);
    tables.add(table);
  }

  private List<Column> columns(int count) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new Column(quoted(names.next()), chance(3) ? "text" : pick(types)));
    }
    return columns;
  }

  private String newName() {
    return pick(schemas) + "." + quoted(names.next());
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private record Column(String name, String type) {}

  private record Table(String name, List<Column> columns) {}
}
