package dev.lifeboat.conformance;

import java.util.List;

/**
 * Keys of partitioned tables: those that may put a row into another partition in another database,
 * and those that do not.
 */
final class PartitionKeys {
  /** Types, operator classes and functions that keys use. */
  static final String NEEDED =
      """
      CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g');
      CREATE DOMAIN dmood AS mood;
      CREATE DOMAIN ddmood AS dmood;
      CREATE DOMAIN dmoods AS mood[];
      CREATE TYPE felt AS (at int, what mood);
      CREATE TYPE deep AS (first felt, others text[]);
      CREATE TYPE moods AS RANGE (SUBTYPE = mood);
      CREATE DOMAIN dclass AS regclass;
      CREATE TYPE classes AS RANGE (SUBTYPE = regclass);
      CREATE TYPE plain AS (a int, b text);
      CREATE COLLATION nocase (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
      CREATE FUNCTION own_hash(a text, seed int8) RETURNS int8 IMMUTABLE LANGUAGE sql
        AS 'SELECT hashtextextended(a, seed) # hashint8extended(''public.mood''::regtype::oid::int8, seed)';
      CREATE OPERATOR CLASS own_ops FOR TYPE text USING hash
        AS OPERATOR 1 =, FUNCTION 2 own_hash(text, int8);
      CREATE FUNCTION place(a int) RETURNS int IMMUTABLE LANGUAGE sql
        AS 'SELECT (a + ''public.mood''::regtype::oid::int8 % 3)::int % 3';
      CREATE FUNCTION nth(i int) RETURNS mood IMMUTABLE LANGUAGE sql
        AS 'SELECT (enum_range(NULL::public.mood))[1 + i % 7]';
      CREATE FUNCTION table_of(i int) RETURNS regclass STABLE LANGUAGE sql
        AS 'SELECT (''public.aim'' || i % 9)::regclass';
      DO $$BEGIN FOR i IN 0..8 LOOP EXECUTE format('CREATE TABLE aim%s ()', i); END LOOP; END$$;
      """;

  private static final String HASH =
      """
      CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES WITH (MODULUS 3, REMAINDER 0);
      CREATE TABLE {t}_1 PARTITION OF {t} FOR VALUES WITH (MODULUS 3, REMAINDER 1);
      CREATE TABLE {t}_2 PARTITION OF {t} FOR VALUES WITH (MODULUS 3, REMAINDER 2);
      """;

  private static final String BY_SIGN =
      """
      CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES FROM (MINVALUE) TO (0);
      CREATE TABLE {t}_1 PARTITION OF {t} FOR VALUES FROM (0) TO (MAXVALUE);
      """;

  private static final String BY_REMAINDER =
      """
      CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES IN (0);
      CREATE TABLE {t}_1 PARTITION OF {t} FOR VALUES IN (1);
      CREATE TABLE {t}_2 PARTITION OF {t} DEFAULT;
      """;

  /** Those whose rows are loaded through the root. */
  static List<Key> moving() {
    return List.of(
        hash("enumerated", "mood", "nth(i)"),
        hash("domain_of_enum", "dmood", "nth(i)"),
        hash("domain_of_domain", "ddmood", "nth(i)"),
        hash("array", "mood[]", "ARRAY[nth(i), nth(i / 7)]"),
        hash("domain_of_array", "dmoods", "ARRAY[nth(i), nth(i / 7)]"),
        hash("row", "felt", "ROW(i % 20, nth(i))::felt").since(14),
        hash("row_of_row", "deep", "ROW(ROW(i % 20, nth(i)), '{x}')::deep").since(14),
        hash("array_of_rows", "felt[]", "ARRAY[ROW(i % 20, nth(i))::felt]").since(14),
        hash("range", "moods", "moods(nth(i % 3), 'g', '[]')"),
        hash("multirange", "moods_multirange", "moods_multirange(moods(nth(i % 3), 'g', '[]'))")
            .since(14),
        hash("class", "regclass", "table_of(i)"),
        hash("domain_of_class", "dclass", "table_of(i)"),
        hash("array_of_classes", "regclass[]", "ARRAY[table_of(i), table_of(i + 1)]"),
        hash("type", "regtype", "('public.aim' || i % 9)::regtype"),
        hash("function", "regprocedure", "'public.nth(int)'::regprocedure"),
        new Key("own_operators", "a text", "HASH (a own_ops)", HASH, "'text ' || i % 100", 13, 0),
        new Key("ignoring_case", "a text COLLATE nocase", "HASH (a)", HASH, "'X' || i", 13, 0),
        new Key("computed_enum", "a mood", "HASH (coalesce(a, 'g'))", HASH, "nth(i)", 13, 0),
        new Key("computed_hash", "a mood", "RANGE (hashenum(a))", BY_SIGN, "nth(i)", 13, 0),
        new Key(
            "listed_hash",
            "a mood",
            "LIST ((abs(hashenum(a)) % 3))",
            BY_REMAINDER,
            "nth(i)",
            13,
            0),
        new Key("own_function", "a int", "LIST (place(a))", BY_REMAINDER, "i", 13, 0),
        new Key(
            "classes_in_order",
            "a regclass",
            "RANGE (a)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES FROM (MINVALUE) TO ('100000000');
            CREATE TABLE {t}_1 PARTITION OF {t} FOR VALUES FROM ('100000000') TO (MAXVALUE);
            """,
            "table_of(i)",
            13,
            0),
        new Key(
            "two_levels",
            "a mood",
            "HASH (a)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE {t}_1 (v int, a mood) PARTITION BY RANGE (v);
            ALTER TABLE {t} ATTACH PARTITION {t}_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            CREATE TABLE {t}_1a PARTITION OF {t}_1 FOR VALUES FROM (0) TO (500);
            CREATE TABLE {t}_1b PARTITION OF {t}_1 DEFAULT;
            """,
            "nth(i)",
            13,
            0),
        new Key(
            "below_a_range",
            "a dmood",
            "RANGE (v)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES FROM (0) TO (400) PARTITION BY HASH (a);
            CREATE TABLE {t}_0a PARTITION OF {t}_0 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE {t}_0b PARTITION OF {t}_0 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            CREATE TABLE {t}_1 PARTITION OF {t} DEFAULT;
            """,
            "nth(i)",
            13,
            1));
  }

  /** Those whose rows are where they were. */
  static List<Key> staying() {
    return List.of(
        hash("numbers", "int", "i"),
        hash("texts", "text", "'text ' || i"),
        hash("uuids", "uuid", "md5(i::text)::uuid"),
        hash("numerics", "numeric(20, 3)", "i / 7.0"),
        hash("times", "timestamptz", "'2024-01-01'::timestamptz + i * '1 h'::interval"),
        hash("arrays", "int[]", "ARRAY[i, i % 3]"),
        hash("ranges", "int4range", "int4range(i, i + 5)"),
        hash("rows", "plain", "ROW(i, 'x')::plain").since(14),
        hash("oids", "oid", "i::oid"),
        hash("names", "name", "('n' || i)::name"),
        new Key("remainders", "a int", "LIST ((a % 3))", BY_REMAINDER, "i", 13, 0),
        new Key(
            "listed",
            "a mood",
            "LIST (a)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES IN ('a', 'c');
            CREATE TABLE {t}_1 PARTITION OF {t} DEFAULT;
            """,
            "nth(i)",
            13,
            0),
        new Key(
            "in_order",
            "a mood",
            "RANGE (a)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES FROM ('a') TO ('d');
            CREATE TABLE {t}_1 PARTITION OF {t} DEFAULT;
            """,
            "nth(i)",
            13,
            0),
        new Key(
            "listed_classes",
            "a regclass",
            "LIST (a)",
            """
            CREATE TABLE {t}_0 PARTITION OF {t} FOR VALUES IN ('public.aim0', 'public.aim1');
            CREATE TABLE {t}_1 PARTITION OF {t} DEFAULT;
            """,
            "table_of(i)",
            13,
            0));
  }

  private PartitionKeys() {}

  private static Key hash(String name, String type, String value) {
    return new Key(name, "a " + type, "HASH (a)", HASH, value, 13, 0);
  }

  /**
   * A partitioned table.
   *
   * @param column the column of the key
   * @param by what follows {@code PARTITION BY}
   * @param partitions SQL that makes them; {@code {t}} is the table
   * @param value SQL for row {@code i}
   * @param since the first major version that has it
   * @param direct how many partitions at most are loaded directly nevertheless
   */
  record Key(
      String name,
      String column,
      String by,
      String partitions,
      String value,
      int since,
      int direct) {
    String table() {
      return "by_" + name;
    }

    Key since(int major) {
      return new Key(name, column, by, partitions, value, major, direct);
    }

    /** Makes the table with rows; the order of columns is another than that of some partitions. */
    String sql() {
      return """
          CREATE TABLE {t} (%s, v int) PARTITION BY %s;
          %s
          INSERT INTO {t} SELECT %s, i FROM generate_series(1, 600) AS i;
          """
          .formatted(column, by, partitions, value)
          .replace("{t}", table());
    }
  }
}
