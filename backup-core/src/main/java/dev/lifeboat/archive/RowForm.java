package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;

/** How a script holds the rows of tables. */
public sealed interface RowForm {
  /** As COPY takes them: small and fast, for {@code psql} and Lifeboat alone. */
  record Copy() implements RowForm {}

  /**
   * As INSERT statements, which run through any driver.
   *
   * @param columns whether statements name their columns. Those of tables with generated or
   *     inherited columns, and of tables that the archive does not make, do so anyway
   * @param rowsPerStatement how many rows a statement has at most
   * @param conflict what becomes of rows that are there already
   */
  record Inserts(Columns columns, int rowsPerStatement, Conflict conflict) implements RowForm {
    /** A statement for each row, and nothing else asked for. */
    public static final Inserts SIMPLE = new Inserts(Columns.IMPLIED, 1, Conflict.FAIL);

    /** Refuses what cannot work. */
    public Inserts {
      if (rowsPerStatement < 1) {
        throw new RefusedException(
            "A statement holds at least 1 row, not %d; give a number from 1 on"
                .formatted(rowsPerStatement));
      }
    }
  }

  /** Whether statements name their columns. */
  enum Columns {
    /** They do, so that they fit a table whose columns have another order. */
    NAMED,
    /** They do not, where that is safe. */
    IMPLIED
  }

  /** What becomes of rows that are there already. */
  enum Conflict {
    /** They fail. */
    FAIL,
    /** They are left as they are. */
    DO_NOTHING
  }
}
