package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of sequences.
 *
 * <p>Values are no part of a snapshot: they are read after it was taken, so that none is behind the
 * rows. The server tells the value of a sequence that was used in a query over all of them; that of
 * an unused one stands in the sequence only, which {@link UnusedSequences} reads.
 */
final class SequenceValues {
  private static final String USED =
      """
      SELECT s.seqrelid, pg_catalog.pg_sequence_last_value(s.seqrelid) AS last_value
      FROM pg_catalog.pg_sequence AS s
      JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relpersistence <> 't' AND {user_schema n} AND {no_member pg_class c}
      """;
  private static final String ALL =
      """
      SELECT s.seqrelid, v.last_value, v.is_called
      FROM pg_catalog.pg_sequence AS s, pg_catalog.pg_get_sequence_data(s.seqrelid) AS v
      WHERE v.last_value IS NOT NULL
      """;

  private final CatalogReader source;
  private final Map<Long, Value> values = new HashMap<>();

  private SequenceValues(CatalogReader source) {
    this.source = source;
  }

  /** Adds an entry for the value of each sequence that is dumped, and reads no others. */
  static void read(CatalogReader source, Catalog catalog, Wanted wanted) throws SQLException {
    SequenceValues reader = new SequenceValues(source);
    List<Relation> sequences = new ArrayList<>();
    for (Relation sequence : catalog.sequenceNodes()) {
      Node node = reader.node(sequence);
      boolean leftOut =
          sequence.traits().persistence() == 'u'
              && source.scope().omits(Omission.UNLOGGED_TABLE_DATA);
      if (!leftOut && wanted.isWritten(node)) {
        catalog.addUnlisted(node);
        sequences.add(sequence);
      }
    }
    if (!sequences.isEmpty()) {
      reader.readKnown();
      reader.readUnknown(sequences);
    }
  }

  private void readKnown() throws SQLException {
    if (source.version().has(ServerFeature.SEQUENCE_DATA_FUNCTION)) {
      source.each(ALL, row -> put(row.getLong(1), row.getLong(2), row.getBoolean(3)));
      return;
    }
    source.each(
        USED,
        row -> {
          long value = row.getLong("last_value");
          if (!row.wasNull()) {
            put(row.getLong("seqrelid"), value, true);
          }
        });
  }

  private void readUnknown(List<Relation> sequences) throws SQLException {
    List<Relation> unknown = new ArrayList<>();
    for (Relation sequence : sequences) {
      if (!values.containsKey(sequence.oid())) {
        unknown.add(sequence);
      }
    }
    UnusedSequences.read(source.session(), unknown, this::put);
  }

  private void put(long oid, long last, boolean called) {
    values.put(oid, new Value(last, called));
  }

  private Node node(Relation sequence) {
    Node node =
        new Node(
            NodeKind.SEQUENCE_VALUE,
            new CatalogId(0, sequence.oid()),
            sequence.schema(),
            sequence.name(),
            (self, toc) ->
                write(self, toc, sequence, Objects.requireNonNull(values.get(sequence.oid()))));
    return node.memberOf(sequence.node());
  }

  private static void write(Node self, TocBuilder toc, Relation sequence, Value value) {
    toc.add(
        self,
        Draft.of(
            "SEQUENCE SET",
            sequence.name(),
            sequence.schema(),
            sequence.owner(),
            "SELECT pg_catalog.setval("
                + Sql.literal(sequence.sql())
                + ", "
                + value.last
                + ", "
                + value.called
                + ");",
            ""));
    toc.hasValue(new DumpedSequence(sequence.schema(), sequence.name(), value.last, value.called));
  }

  private record Value(long last, boolean called) {}
}
