package dev.lifeboat.codec;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.lifeboat.error.DamagedException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a set of rows that does not depend on their order. For one thread at a time.
 *
 * <p>Each row, as COPY's text format writes it with its line end, is hashed with XXH3-128; the
 * hashes are added modulo 2<sup>128</sup>. So digests of parts of a table add up to the digest of
 * the table, and a row that is lost, doubled or altered changes the sum. It guards against
 * accidents; what guards against forgery is the encryption and the checksums of what is stored.
 */
public final class RowDigest {
  /** Hexadecimal digits of a half of the sum. */
  private static final int DIGITS = 16;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

  private static final Hasher128 HASHER = Hashing.xxh3_128();

  private long high;
  private long low;
  private long rows;
  private long bytes;
  private @Nullable HashStream128 row;

  /** The digest of no rows. */
  public RowDigest() {}

  /**
   * A digest that was kept.
   *
   * @param rows how many rows it is of
   * @param sizeBytes how many bytes they have
   * @param hex what {@link #hex()} gave
   * @throws DamagedException if it is not 32 hexadecimal digits
   */
  public static RowDigest of(long rows, long sizeBytes, String hex) {
    if (!DIGEST.matcher(hex).matches()) {
      throw new DamagedException(
          "The contents hold a digest of rows that is none; fetch them again");
    }
    RowDigest digest = new RowDigest();
    digest.high = HexFormat.fromHexDigitsToLong(hex, 0, DIGITS);
    digest.low = HexFormat.fromHexDigitsToLong(hex, DIGITS, 2 * DIGITS);
    digest.rows = rows;
    digest.bytes = sizeBytes;
    return digest;
  }

  /** Adds a row. */
  public void add(byte[] row) {
    add(row, 0, row.length);
  }

  /** Adds a row that lies among other bytes. */
  public void add(byte[] content, int offset, int length) {
    addRow(HASHER.hashBytesTo128Bits(content, offset, length));
    bytes += length;
  }

  /** Adds a part of a row, which {@link #endRow} ends; the sum is the same as if it came whole. */
  public void addPart(byte[] content, int offset, int length) {
    if (row == null) {
      row = HASHER.hashStream();
    }
    row.putBytes(content, offset, length);
    bytes += length;
  }

  /** Ends a row whose parts were all added. */
  public void endRow() {
    if (row == null) {
      throw new IllegalStateException("No part of a row was added");
    }
    addRow(row.get());
    row.reset();
  }

  /** Adds all rows of another digest. */
  public void add(RowDigest other) {
    addHash(other.high, other.low);
    rows += other.rows;
    bytes += other.bytes;
  }

  /** How many rows were added. */
  public long rows() {
    return rows;
  }

  /** How many bytes the rows have. */
  public long sizeBytes() {
    return bytes;
  }

  /** The sum as 32 hexadecimal digits. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  private void addRow(HashValue128 hash) {
    addHash(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    rows++;
  }

  private void addHash(long moreHigh, long moreLow) {
    long sum = low + moreLow;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    low = sum;
    high += moreHigh + carry;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowDigest digest
        && high == digest.high
        && low == digest.low
        && rows == digest.rows
        && bytes == digest.bytes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(high, low, rows, bytes);
  }

  @Override
  public String toString() {
    return rows + " rows, " + bytes + " bytes, digest " + hex();
  }
}
