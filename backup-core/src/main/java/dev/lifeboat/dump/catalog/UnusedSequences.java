package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the values of sequences from the sequences themselves, by name and many to a query.
 *
 * <p>What has the name may have become a view, whose functions would run as whoever dumps
 * (CVE-2024-7348), and LOCK TABLE takes no sequences. So a query is first prepared: that finds and
 * locks what the names mean, and runs nothing of it. Then the names are compared with the OIDs, and
 * only then the query is executed. Values are not converted, as a cast to the type of a column may
 * be anybody's function, and each comes with the OID of the relation that it was read from.
 */
final class UnusedSequences {
  private static final int BATCH = 500;
  private static final Pattern VALUE = Pattern.compile("\\((-?\\d{1,19}),([tf]),(\\d{1,10})\\)");

  /** What comes of a name that means no sequence, or nothing, any more. */
  private static final Set<String> CHANGED =
      Set.of("21000", "3F000", "42703", "42809", "42P01", "55000");

  private UnusedSequences() {}

  /**
   * Reads.
   *
   * @param session in the transaction of the dump
   * @param values takes the value of each sequence
   * @throws ChangedCatalogException if one is not what the catalogs said
   */
  static void read(Session session, List<Relation> sequences, Values values) throws SQLException {
    for (int from = 0; from < sequences.size(); from += BATCH) {
      List<Relation> batch = sequences.subList(from, Math.min(sequences.size(), from + BATCH));
      try {
        readBatch(session, batch, values);
      } catch (SQLException e) {
        if (CHANGED.contains(PostgresFailure.state(e))) {
          throw changed(batch.get(0));
        }
        throw e;
      }
    }
  }

  private static void readBatch(Session session, List<Relation> sequences, Values values)
      throws SQLException {
    session.execute("PREPARE lifeboat_sequences AS " + query(sequences));
    requireUnchanged(session, sequences);
    session.query(
        "EXECUTE lifeboat_sequences",
        row -> {
          for (int i = 0; i < sequences.size(); i++) {
            take(sequences.get(i), String.valueOf(row.getString(i + 1)), values);
          }
        });
    session.execute("DEALLOCATE lifeboat_sequences");
  }

  private static String query(List<Relation> sequences) {
    return sequences.stream()
        .map(s -> "(SELECT ROW(s.last_value, s.is_called, s.tableoid) FROM " + s.sql() + " AS s)")
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static void requireUnchanged(Session session, List<Relation> sequences)
      throws SQLException {
    Map<String, Long> names =
        sequences.stream().collect(Collectors.toMap(Relation::sql, Relation::oid));
    if (!RelationNames.moved(session, names).isEmpty()) {
      throw changed(sequences.get(0));
    }
  }

  private static void take(Relation sequence, String value, Values values) {
    Matcher fields = VALUE.matcher(value);
    if (!fields.matches() || Long.parseLong(fields.group(3)) != sequence.oid()) {
      throw changed(sequence);
    }
    values.put(sequence.oid(), Long.parseLong(fields.group(1)), fields.group(2).equals("t"));
  }

  private static ChangedCatalogException changed(Relation sequence) {
    return new ChangedCatalogException(
        "The sequence %s was replaced, renamed or dropped while the dump read the catalogs; back up again when no migration runs"
            .formatted(Sql.oneLine(sequence.sql())));
  }

  /** Takes values. */
  @FunctionalInterface
  interface Values {
    void put(long oid, long lastValue, boolean called);
  }
}
