package dev.lifeboat.restore.existing;

import dev.lifeboat.postgres.Sql;
import java.util.Locale;

/**
 * What the target runs for rows that come into a table: a trigger, or a rule where rows come by
 * INSERT. What enforces keys is none.
 *
 * @param kind {@code TRIGGER} or {@code RULE}
 * @param schema of the table
 * @param table that it belongs to
 * @param name its own
 * @param state {@code pg_trigger.tgenabled} or {@code pg_rewrite.ev_enabled}
 * @param owned whether the role may alter the table
 */
record Hook(String kind, String schema, String table, String name, char state, boolean owned) {
  private static final char DISABLED = 'D';

  /** Whether it acts in a session that is no replica. */
  boolean acts() {
    return state == 'O' || state == 'A';
  }

  /** The same in another state, which is equal for hooks that differ by their state alone. */
  Hook disabled() {
    return new Hook(kind, schema, table, name, DISABLED, owned);
  }

  /** SQL that puts it into its state, on its table without partitions. */
  String statement() {
    String change =
        switch (state) {
          case 'A' -> "ENABLE ALWAYS";
          case 'R' -> "ENABLE REPLICA";
          case DISABLED -> "DISABLE";
          default -> "ENABLE";
        };
    return "ALTER TABLE ONLY %s %s %s %s"
        .formatted(Sql.qualified(schema, table), change, kind, Sql.identifier(name));
  }

  /** Its name for a message. */
  String title() {
    return Sql.oneLine(
        "%s %s on %s.%s".formatted(kind.toLowerCase(Locale.ROOT), name, schema, table));
  }
}
