package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that read a table which may have large rows: one for the rows that are not, and
 * one for the others, in pieces.
 *
 * <p>How large a row is follows from what the server knows of its values without reading them: how
 * many bytes a text has, or else how many are stored and how many times that a compression can make
 * of them at most.
 */
final class LargeRowStatements {
  /** How many times the bytes that are stored a value may have. */
  private static final int MOST_BY_PGLZ = 88;

  private static final int MOST_BY_LZ4 = 255;

  private final SelectedRows rows;
  private final ServerVersion version;
  private final String encoding;
  private final Bounds bounds;

  /** Statements for the rows of a table, to be sent in the encoding that a session speaks. */
  LargeRowStatements(SelectedRows rows, Session session, Bounds bounds) {
    this.rows = rows;
    this.version = session.version();
    this.encoding = Sql.literal(session.encoding().name());
    this.bounds = bounds;
  }

  /**
   * Sends each row that is small behind a null, and of each other what is not large behind a {@code
   * t}.
   */
  String smallRows() {
    Set<String> large = new HashSet<>();
    rows.large().forEach(column -> large.add(column.name()));
    String values =
        columns(
            number ->
                large.contains(rows.columns().get(number))
                    ? "CASE WHEN r.large IS NULL THEN " + value(number) + " END"
                    : value(number));
    return "COPY (SELECT r.large, " + values + " FROM " + selected(isLarge()) + ") TO STDOUT";
  }

  /** Sends the large rows in {@linkplain PieceReader pieces}. */
  String largeRows() {
    return pieces(selected(isLarge()), " WHERE r.large");
  }

  /** Sends all rows in pieces. */
  String allRows() {
    return pieces(selected("true"), "");
  }

  /** OFFSET keeps the server from putting the expressions where they would be computed twice. */
  private String selected(String large) {
    return "(SELECT "
        + large
        + ", "
        + Sql.identifiers(rows.columns())
        + " FROM ONLY "
        + rows.table()
        + " "
        + rows.condition()
        + " OFFSET 0) AS r(large, "
        + columns(number -> "c" + number)
        + ")";
  }

  private String pieces(String selected, String condition) {
    String values =
        IntStream.range(0, rows.columns().size())
            .mapToObj(
                number ->
                    "("
                        + number
                        + ", "
                        + rows.kind(rows.columns().get(number)).bytes(value(number), encoding)
                        + ")")
            .collect(Collectors.joining(", "));
    return "COPY (SELECT v.number, pg_catalog.octet_length(v.bytes), p.number,"
        + " pg_catalog.substr(v.bytes, p.number * %1$d + 1, %1$d) FROM "
            .formatted(bounds.pieceBytes())
        + selected
        + ", LATERAL (SELECT w.number, w.bytes FROM (VALUES "
        + values
        + ") AS w(number, bytes) OFFSET 0) AS v, LATERAL pg_catalog.generate_series(0,"
        + " (greatest(pg_catalog.octet_length(v.bytes), 1) - 1) / %d) AS p(number)"
            .formatted(bounds.pieceBytes())
        + condition
        + ") TO STDOUT";
  }

  private String columns(Function<Integer, String> column) {
    return IntStream.range(0, rows.columns().size())
        .mapToObj(column::apply)
        .collect(Collectors.joining(", "));
  }

  private static String value(int number) {
    return "r.c" + number;
  }

  /** The sum is computed only where a value has its share of the limit, as most rows have none. */
  private String isLarge() {
    List<String> shares = new ArrayList<>();
    List<String> sizes = new ArrayList<>();
    for (LargeColumn column : rows.large()) {
      String value = Sql.identifier(column.name());
      LargeColumn.Kind kind = column.kind();
      shares.add(
          kind.isMeasured()
              ? kind.size(value) + " > " + share(1)
              : stored(value) + " > " + share(most()));
      sizes.add(
          "coalesce("
              + (kind.isMeasured() ? kind.size(value) + "::pg_catalog.int8" : unpacked(value))
              + ", 0)");
    }
    return "CASE WHEN (%s) AND %s > %d THEN true END"
        .formatted(String.join(" OR ", shares), String.join(" + ", sizes), bounds.rowBytes());
  }

  private long share(int ratio) {
    return bounds.rowBytes() / rows.large().size() / ratio;
  }

  private int most() {
    return version.has(ServerFeature.COLUMN_COMPRESSION) ? MOST_BY_LZ4 : MOST_BY_PGLZ;
  }

  private static String stored(String value) {
    return "pg_catalog.pg_column_size(" + value + ")";
  }

  /** How many bytes a value may have at most, by how it is compressed. */
  private String unpacked(String value) {
    String ratio =
        version.has(ServerFeature.COLUMN_COMPRESSION)
            ? "CASE pg_catalog.pg_column_compression(%s) WHEN 'pglz' THEN %d WHEN 'lz4' THEN %d ELSE 1 END"
                .formatted(value, MOST_BY_PGLZ, MOST_BY_LZ4)
            : Integer.toString(MOST_BY_PGLZ);
    return stored(value) + "::pg_catalog.int8 * " + ratio;
  }
}
