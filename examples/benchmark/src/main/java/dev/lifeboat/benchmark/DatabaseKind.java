package dev.lifeboat.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Databases to measure with. */
enum DatabaseKind {
  TWO_TABLES {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      TableShape.NARROW.make(connection, "orders", size.bytes() * 52 / 100);
      TableShape.JSONB.make(connection, "documents", size.bytes() * 48 / 100);
    }
  },

  ONE_HUGE_TABLE {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      TableShape.JSONB.make(connection, "huge", size.bytes() * 9 / 10);
      for (int i = 1; i <= SMALL_TABLES; i++) {
        TableShape.NARROW.make(connection, "small_" + i, size.bytes() / 10 / SMALL_TABLES);
      }
    }
  },

  MANY_SMALL_TABLES {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      for (int from = 1; from <= size.tables(); from += TABLES_PER_TRANSACTION) {
        int to = Math.min(size.tables(), from + TABLES_PER_TRANSACTION - 1);
        execute(connection, SMALL.formatted(from, to));
      }
    }
  },

  NARROW {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      halves(connection, TableShape.NARROW, size);
    }
  },

  WIDE {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      halves(connection, TableShape.WIDE, size);
    }
  },

  JSONB {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      halves(connection, TableShape.JSONB, size);
    }
  },

  LARGE_TEXT {
    @Override
    void fill(Connection connection, Size size) throws SQLException {
      halves(connection, TableShape.LARGE_TEXT, size);
    }
  };

  private static final int SMALL_TABLES = 4;
  private static final int TABLES_PER_TRANSACTION = 500;
  private static final String SMALL =
      """
      DO $$ BEGIN FOR i IN %d..%d LOOP
        EXECUTE format('CREATE TABLE t%%s (id integer PRIMARY KEY, name text, at timestamptz)', i);
        EXECUTE format('INSERT INTO t%%s SELECT n, ''name '' || n, now()
          FROM generate_series(1, 10) AS n', i);
      END LOOP; END $$
      """;

  /**
   * How much to make.
   *
   * @param bytes about how many, on the server, where the kind has large tables
   * @param tables how many, where the kind has small ones
   */
  record Size(long bytes, int tables) {}

  /** Makes the tables in an empty database. */
  abstract void fill(Connection connection, Size size) throws SQLException;

  /** As the command line and the report call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void halves(Connection connection, TableShape shape, Size size)
      throws SQLException {
    shape.make(connection, "first", size.bytes() / 2);
    shape.make(connection, "second", size.bytes() / 2);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
