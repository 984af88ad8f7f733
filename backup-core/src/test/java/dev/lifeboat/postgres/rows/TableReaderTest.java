package dev.lifeboat.postgres.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.postgres.CopyOut;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.rows.TableReader.Held;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However few bytes may be held, and wherever values are cut, the rows are those that the server's
 * own COPY sends.
 */
class TableReaderTest {
  /** Values of types that write themselves in all sorts of ways; each has a column of its own. */
  private static final List<String> VALUES =
      List.of(
          "E'tab\\t line\\n return\\r back\\\\slash \\\\N \\\\. \\b\\f\\v \\x01\\x7f'::text",
          "repeat('\u00e9\u20ac\ud83d\ude00', 50)::text",
          "''::text",
          "'\\N'::varchar",
          "repeat('v', 900)::varchar(5000)",
          "'padded'::char(40)",
          "'n'::name",
          "''::bytea",
          "decode(repeat('005c0a09ff', 60), 'hex')",
          "'{\"a\" :  [1, \"x\\ty\\\\\"]}'::json",
          "'{\"b\": {\"c\": [1e400, null, \"\u00e9\\n\"]}}'::jsonb",
          "'<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>x</a>'::xml",
          "ARRAY['a,b', NULL, 'NULL', E'\"q\\\\', '', E'\\t', '{}']",
          "ARRAY[[1, NULL], [3, 4]]",
          "array_fill(NULL::int, ARRAY[300])",
          "array_fill(1e900::numeric, ARRAY[3])",
          "ROW(NULL, NULL)::pair",
          "ROW(E'x\"\\\\\\n', 3)::pair",
          "ARRAY[ROW('a', 1)::pair, NULL, ROW(NULL, NULL)::pair]",
          "E'line\\n'::label",
          "'\\xdeadbeef'::label_bytes",
          "'[1,5)'::int4range",
          "'empty'::numrange",
          "'fat:2 cat:3A'::tsvector",
          "'fat & !cat'::tsquery",
          "repeat('10', 300)::varbit",
          "'101'::bit(3)",
          "1e500::numeric",
          "'NaN'::numeric",
          "'((0,0),(1,1.5),(2,0))'::polygon",
          "'(1,2)'::point",
          "'10.1.0.0/16'::cidr",
          "'x'::\"char\"",
          "12.5::money",
          "interval '1 mon 2 days'",
          "timestamptz '2026-11-22 06:00+02'",
          "'infinity'::date",
          "1e-300::float8",
          "true",
          "'pg_class'::regclass",
          "'happy'::mood",
          "'0b6d0b9a-3b1f-4c0f-8d4d-9a1d2f2a7c11'::uuid",
          "42::int8");

  /** What each encoding has beyond ASCII. */
  private static final Map<String, String> LETTERS =
      Map.of(
          "LATIN1", "éß",
          "EUC_JP", "日本語ｱ",
          "KOI8R", "дом",
          "SQL_ASCII", "plain");

  private static final String TYPES =
      """
      CREATE TYPE pair AS (a text, b int);
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE DOMAIN word AS text NOT NULL;
      CREATE DOMAIN label AS word CHECK (value <> '');
      CREATE DOMAIN label_bytes AS bytea NOT NULL;
      """;

  static Stream<Arguments> serversAndPieces() {
    return TestPostgres.all()
        .flatMap(server -> Stream.of(1, 7, 1000).map(bytes -> Arguments.of(server, bytes)));
  }

  @ParameterizedTest(name = "PostgreSQL {0}, pieces of {1}")
  @MethodSource("serversAndPieces")
  void valuesOfAllSortsAreReadAsCopySendsThem(TestPostgres server, int pieceBytes)
      throws Exception {
    try (TestDatabase database = server.createDatabase().execute(TYPES).execute(zoo())) {
      for (long rowBytes : List.of(0L, 60L, 500L, 1_000_000L)) {
        assertReadAsCopied(database, "zoo", new Bounds(rowBytes, pieceBytes), "");
      }
      assertReadAsCopied(database, "zoo", new Bounds(60, pieceBytes), "WHERE id = 1 OR id = 3");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void valuesAreReadHoweverTheyAreStored(TestPostgres server) throws Exception {
    try (TestDatabase database = server.createDatabase()) {
      for (String storage : List.of("PLAIN", "EXTERNAL", "EXTENDED", "MAIN")) {
        int most = storage.equals("PLAIN") ? 1_000 : 1_000_000;
        database.execute(
            """
            CREATE TABLE kept (id int, t text, b bytea, j jsonb, a int[]);
            ALTER TABLE kept ALTER t SET STORAGE %1$s, ALTER b SET STORAGE %1$s,
              ALTER j SET STORAGE %1$s, ALTER a SET STORAGE %1$s;
            INSERT INTO kept SELECT i, repeat('é\\' || i, len / 5),
                decode(repeat(md5(i::text), len / 64), 'hex'),
                jsonb_build_object('k', repeat(md5(i::text), len / 64)),
                array_fill(i, ARRAY[len / 16])
              FROM generate_series(1, 5) i, LATERAL (SELECT (10 ^ i)::int) p(power),
              LATERAL (SELECT least(power, %2$d)) l(len);
            INSERT INTO kept (id) VALUES (6);
            """
                .formatted(storage, most));
        for (long rowBytes : List.of(0L, 5_000L, 50_000L)) {
          assertReadAsCopied(database, "kept", new Bounds(rowBytes, 10_000), "");
        }
        database.execute("DROP TABLE kept");
      }
    }
  }

  @Test
  void valuesAreReadWithLz4WhereTheServerHasIt() throws Exception {
    try (TestDatabase database = TestPostgres.of(17).createDatabase()) {
      database.execute("CREATE TABLE packed (j jsonb, t text)");
      try {
        database.execute("ALTER TABLE packed ALTER j SET COMPRESSION lz4");
      } catch (RuntimeException e) {
        Skip.because("the server was built without lz4");
      }
      database.execute(
          "INSERT INTO packed SELECT jsonb_build_object('k', repeat('x', i * 100000)), 't'"
              + " FROM generate_series(1, 5) i");
      assertReadAsCopied(database, "packed", new Bounds(250_000, 10_000), "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "EUC_JP", "KOI8R", "SQL_ASCII"})
  void valuesAreReadInEachEncoding(String encoding) throws Exception {
    TestPostgres server = TestPostgres.of(15);
    String name = "rows_in_" + encoding.toLowerCase(Locale.ROOT);
    server
        .admin()
        .execute(
            "CREATE DATABASE %s ENCODING '%s' LOCALE 'C' TEMPLATE template0"
                .formatted(name, encoding));
    try (TestDatabase database = server.database(name)) {
      String letters = LETTERS.get(encoding);
      database.execute("CREATE TABLE words AS SELECT repeat('%s\t', 100) AS w".formatted(letters));
      for (int pieceBytes : List.of(1, 2, 3, 50)) {
        assertReadAsCopied(database, "words", new Bounds(0, pieceBytes), "");
      }
    }
  }

  @Test
  void whichRowsAreLargeFollowsFromWhatIsStored() throws Exception {
    try (TestDatabase database = TestPostgres.of(17).createDatabase()) {
      database.execute(
          """
          CREATE TABLE sizes (id int, t text, b bytea, j jsonb);
          ALTER TABLE sizes ALTER t SET STORAGE EXTERNAL, ALTER b SET STORAGE EXTERNAL,
            ALTER j SET STORAGE EXTERNAL;
          INSERT INTO sizes VALUES (1, repeat('x', 9000)), (2, repeat('x', 11000));
          INSERT INTO sizes(id, b) VALUES (3, decode(repeat('ab', 9000), 'hex')),
            (4, decode(repeat('ab', 11000), 'hex'));
          INSERT INTO sizes VALUES (5, repeat('x', 4000), decode(repeat('ab', 4000), 'hex')),
            (6, repeat('x', 6000), decode(repeat('ab', 6000), 'hex'));
          INSERT INTO sizes(id, j) VALUES (7, to_jsonb(repeat('x', 9000))),
            (8, to_jsonb(repeat('x', 11000)));
          """);
      Collected rows;
      try (Session session = Session.reading(database.dataSource())) {
        rows = read(session, "sizes", "", new Bounds(10_000, 1_000), Held.SMALL_ROWS);
      }
      assertThat(rows.whole).map(row -> row.substring(0, 1)).containsExactly("1", "3", "5", "7");
      assertThat(rows.inParts).map(row -> row.substring(0, 1)).containsExactly("2", "4", "6", "8");
    }
  }

  @Test
  void tablesWithoutLargeValuesAreReadByThePlainStatement() throws Exception {
    try (TestDatabase database = TestPostgres.of(17).createDatabase()) {
      database.execute(
          """
          CREATE TABLE short AS SELECT i, md5(i::text) AS t FROM generate_series(1, 1000) i;
          CREATE TABLE numbers (i int, n numeric, u uuid, c varchar(99), a inet);
          CREATE TABLE long AS SELECT 1 AS i,
            (SELECT string_agg(md5(g::text), '') FROM generate_series(1, 40000) g) AS t;
          """);
      try (Session session = Session.reading(database.dataSource())) {
        assertThat(LargeColumns.ofAllTables(session))
            .containsOnlyKeys("\"public\".\"long\"")
            .containsValue(List.of(new LargeColumn("t", LargeColumn.Kind.TEXT)));
        assertThat(LargeColumns.of(session, List.of())).isEmpty();
      }
      SelectedRows rows =
          new SelectedRows("\"public\".\"short\"", List.of("i", "t"), "", false, List.of());
      assertThat(rows.copyStatement())
          .isEqualTo("COPY \"public\".\"short\" (\"i\", \"t\") TO STDOUT");
    }
  }

  @Test
  void aRowThatNoServerCouldTakeIsRefusedBeforeItIsRead() {
    PieceReader reader = new PieceReader(List.of(LargeColumn.Kind.BYTES), 4, new Collected());

    assertThatThrownBy(() -> reader.accept(bytes("0\t536870912\t0\t\\\\x00112233\n")))
        .isInstanceOf(WrongRowException.class)
        .hasMessageStartingWith("a row has more than 1073741822 bytes as COPY writes it")
        .cause()
        .extracting("SQLState")
        .isEqualTo("54000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 4 0 00112233", // not the first column
        "0 8 1 00112233", // not the first piece
        "0 8 0 00112233;0 8 2 44556677", // a piece is missing
        "0 8 0 00112233;0 8 0 44556677", // a value begins anew
        "0 8 0 00112233;1 4 0 44556677", // a value is not whole
        "0 8 0 0011;0 8 1 44556677", // a piece is short
        "0 4 0 0011223344", // a value is longer than it should be
        "0 4 0 00112233", // a row is not whole
        "0 \\N 0 \\N;0 4 0 00112233", // a row begins anew
      })
  void piecesInAnotherOrderAreRefused(String pieces) {
    PieceReader reader =
        new PieceReader(List.of(LargeColumn.Kind.TEXT, LargeColumn.Kind.TEXT), 4, new Collected());

    assertThatThrownBy(
            () -> {
              for (String piece : pieces.split(";")) {
                String[] fields = piece.split(" ");
                fields[3] = fields[3].equals("\\N") ? fields[3] : "\\\\x" + fields[3];
                reader.accept(bytes(String.join("\t", fields) + "\n"));
              }
              reader.rows();
            })
        .isInstanceOf(WrongRowException.class)
        .hasMessage("The pieces of large rows came in another order");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Stream<TestPostgres> servers() {
    return TestPostgres.all();
  }

  /** A row of all values, one of nulls but for types that have none, one of both by turns. */
  private static String zoo() {
    return "CREATE TABLE zoo AS SELECT 1 AS id, %s;\n".formatted(values(i -> true))
        + "INSERT INTO zoo SELECT 2, %s;\n".formatted(values(i -> false))
        + "INSERT INTO zoo SELECT 3, %s;\n".formatted(values(i -> i % 2 == 0))
        + "ALTER TABLE zoo ADD doubled text GENERATED ALWAYS AS (v0 || v0) STORED;\n";
  }

  private static String values(IntPredicate present) {
    return IntStream.range(0, VALUES.size())
        .mapToObj(
            i ->
                present.test(i) || VALUES.get(i).contains("::label")
                    ? VALUES.get(i) + " AS v" + i
                    : "NULL")
        .collect(Collectors.joining(", "));
  }

  /** Compares with what the server's own COPY sends. */
  private static void assertReadAsCopied(
      TestDatabase database, String table, Bounds bounds, String condition) throws Exception {
    try (Session session = Session.reading(database.dataSource())) {
      Collected expected = new Collected();
      CopyOut.read(
          session,
          rows(session, table, condition).copyStatement(),
          row -> expected.row(row, 0, row.length));
      for (Held held : Held.values()) {
        Collected found = read(session, table, condition, bounds, held);
        assertThat(found.all())
            .as("%s, %s", bounds, held)
            .containsExactlyInAnyOrderElementsOf(expected.all());
        assertThat(found.digest).isEqualTo(expected.digest);
        if (held == Held.NO_ROWS) {
          assertThat(found.whole).isEmpty();
        }
      }
    }
  }

  private static Collected read(
      Session session, String table, String condition, Bounds bounds, Held held)
      throws SQLException, IOException {
    Collected found = new Collected();
    new TableReader(session, rows(session, table, condition), bounds, found).read(held);
    return found;
  }

  /** All columns but generated ones, whatever the table holds. */
  private static SelectedRows rows(Session session, String table, String condition)
      throws SQLException {
    String name = Sql.qualified("public", table);
    List<String> columns =
        session.texts(
            "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0"
                + " AND attgenerated = '' ORDER BY attnum",
            name);
    List<LargeColumn> large =
        LargeColumns.read(session, true, List.of(), -1).getOrDefault(name, List.of());
    return new SelectedRows(name, columns, condition, false, large);
  }

  /** Keeps all rows, each byte as a character. */
  private static final class Collected implements RowSink {
    private final List<String> whole = new ArrayList<>();
    private final List<String> inParts = new ArrayList<>();
    private final RowDigest digest = new RowDigest();
    private final StringBuilder begun = new StringBuilder();

    @Override
    public void row(byte[] bytes, int offset, int length) {
      whole.add(text(bytes, offset, length));
      digest.add(bytes, offset, length);
    }

    @Override
    public void part(byte[] bytes, int offset, int length) {
      begun.append(text(bytes, offset, length));
      digest.addPart(bytes, offset, length);
    }

    @Override
    public void endRow() {
      inParts.add(begun.toString());
      begun.setLength(0);
      digest.endRow();
    }

    List<String> all() {
      assertThat(begun).isEmpty();
      return Stream.concat(whole.stream(), inParts.stream()).toList();
    }

    private static String text(byte[] bytes, int offset, int length) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
  }
}
