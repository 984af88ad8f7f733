package dev.lifeboat.postgres.rows;

import org.jspecify.annotations.Nullable;

/**
 * A column of which a value may be too large to be held.
 *
 * @param name its name, unquoted
 * @param kind what its values are
 */
public record LargeColumn(String name, Kind kind) {
  /** What the values of a column are, by its type or, for a domain, by the type underneath. */
  public enum Kind {
    /** {@code text} and {@code varchar}. */
    TEXT("pg_catalog.octet_length(%s)", "pg_catalog.convert_to(%s, %s)"),
    /** {@code char(n)}, which loses its spaces as a {@code text}. */
    PADDED_TEXT("pg_catalog.octet_length(%s)", Kind.WRITTEN),
    /** {@code bytea}: pieces of what is not compressed are read without the rest. */
    BYTES(
        "pg_catalog.octet_length(%s)",
        "CASE WHEN pg_catalog.pg_column_size(%1$s) >= pg_catalog.octet_length(%1$s)"
            + " THEN %1$s ELSE %1$s || ''::pg_catalog.bytea END"),
    /** {@code xml}. */
    XML("pg_catalog.octet_length(%s::pg_catalog.text)", Kind.WRITTEN),
    /** Whatever else there is. */
    OTHER(null, Kind.WRITTEN);

    /** As its type writes it, for which a composite value of nulls is no null. */
    private static final String WRITTEN =
        "CASE WHEN pg_catalog.num_nulls(%1$s) = 0"
            + " THEN pg_catalog.convert_to(pg_catalog.format('%%s', %1$s), %2$s) END";

    private final @Nullable String size;
    private final String bytes;

    Kind(@Nullable String size, String bytes) {
      this.size = size;
      this.bytes = bytes;
    }

    /** Whether the server knows how many bytes a value has without looking at it. */
    boolean isMeasured() {
      return size != null;
    }

    /** The SQL for how many bytes a value has, where it {@linkplain #isMeasured is measured}. */
    String size(String value) {
      return String.valueOf(size).formatted(value);
    }

    /** The SQL for the bytes of a value: those of a bytea, or else of its text in an encoding. */
    String bytes(String value, String encoding) {
      return bytes.formatted(value, encoding);
    }
  }
}
