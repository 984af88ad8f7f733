package dev.lifeboat.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What rows look like. All values follow from the number of the row, so each run is the same. */
enum TableShape {
  /** Short values of many types, as orders or events have. */
  NARROW(
      113,
      """
      n AS id, (hashint8(n) & 131071) AS customer, (hashint8(n + 7) & 8191) AS product,
      ((hashint8(n + 3) & 65535) / 100.0)::numeric(12, 2) AS amount,
      timestamptz '2020-01-01' + n * interval '7 seconds' AS placed,
      (ARRAY['new', 'paid', 'packed', 'sent', 'returned'])[1 + (n % 5)] AS state,
      CASE WHEN n % 3 = 0 THEN 'reference ' || md5(n::text) END AS note
      """,
      "customer"),

  /** Sixty columns. */
  WIDE(600, "n AS id, " + columns(), "number_1"),

  /** A document and a summary. */
  JSONB(
      600,
      """
      n AS id, md5(n::text)::uuid AS owner,
      jsonb_build_object('name', 'customer ' || n, 'email', 'user' || n || '@example.org',
        'tags', jsonb_build_array('a' || n % 17, 'b' || n % 31),
        'address', jsonb_build_object('street', n % 300 || ' Main Street',
          'city', (ARRAY['Berlin', 'Paris', 'Madrid', 'Rome'])[1 + n % 4], 'zip', 10000 + n % 89999),
        'score', (hashint8(n) & 16777215) / 16777216.0) AS body,
      repeat(md5(n::text) || ' lorem ipsum dolor sit amet ', 4) AS summary
      """,
      "owner"),

  /** Texts of 20,000 characters, which the server compresses and keeps out of line. */
  LARGE_TEXT(
      6_300,
      """
      n AS id, substr(w.words, 1 + (hashint8(n) & 131071), 20000) AS page
      """,
      "id") {
    @Override
    String from(long rows) {
      return """
      (SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz', 1 + (hashint8(i) & 15), 2 + (i %% 9)::int)
          || CASE WHEN i %% 11 = 0 THEN ', ' ELSE ' ' END, '') AS words
        FROM generate_series(1::bigint, 25000) AS i) AS w, generate_series(1::bigint, %d) AS n
      """
          .formatted(rows);
    }
  };

  private static final int PAIRS_OF_COLUMNS = 30;

  private final int bytesPerRow;
  private final String columns;
  private final String indexed;

  TableShape(int bytesPerRow, String columns, String indexed) {
    this.bytesPerRow = bytesPerRow;
    this.columns = columns;
    this.indexed = indexed;
  }

  /** Makes a table of about a size, its indexes included. */
  void make(Connection connection, String table, long sizeBytes) throws SQLException {
    long rows = Math.max(1, sizeBytes / bytesPerRow);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE %s AS SELECT %s FROM %s".formatted(table, columns, from(rows)));
      statement.execute("ALTER TABLE %s ADD PRIMARY KEY (id)".formatted(table));
      statement.execute("CREATE INDEX ON %s (%s)".formatted(table, indexed));
    }
  }

  String from(long rows) {
    return "generate_series(1::bigint, %d) AS n".formatted(rows);
  }

  private static String columns() {
    return IntStream.rangeClosed(1, PAIRS_OF_COLUMNS)
        .mapToObj(
            i ->
                "hashint8(n * 31 + %d) AS number_%d, 'value ' || (n * %d) %% 99991 AS text_%d"
                    .formatted(i, i, i, i))
        .collect(Collectors.joining(", "));
  }
}
