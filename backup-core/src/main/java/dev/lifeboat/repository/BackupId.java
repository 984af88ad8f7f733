package dev.lifeboat.repository;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a backup: the second it began, in UTC, and six random characters.
 *
 * <p>Names sort by time. What came first is nevertheless decided by {@link Manifest#createdAt()}
 * and {@link Manifest#sequence()}, never by a name.
 *
 * @param value such as {@code 20261122T060000Z-7f3k9q}
 */
public record BackupId(String value) implements Comparable<BackupId> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{8}T\\d{6})Z-[0-9a-hjkmnp-tv-z]{6}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

  /** Crockford's base 32 digits: none of them is easily taken for another. */
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int RANDOM_DIGITS = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses what is not the name of a backup. */
  public BackupId {
    Given.value(value, "the id of a backup");
    if (!isValid(value)) {
      throw new RefusedException(
          "'%s' is no backup id; ids look like 20261122T060000Z-7f3k9q, list the backups to see them"
              .formatted(value.replaceAll("[^\\x20-\\x7e]", "?")));
    }
  }

  /** Reads a name. */
  public static BackupId parse(String text) {
    return new BackupId(text);
  }

  /** Whether a text is the name of a backup, to the letter. */
  public static boolean isValid(String text) {
    Matcher matcher = SHAPE.matcher(Given.value(text, "the id of a backup"));
    return matcher.matches() && isTime(matcher.group(1));
  }

  /** A new name for a backup that begins at the given moment. */
  static BackupId create(Instant startedAt) {
    StringBuilder value = new StringBuilder(TIME.format(startedAt.atOffset(ZoneOffset.UTC)));
    value.append("Z-");
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      value.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return new BackupId(value.toString());
  }

  /** The second at which the backup began. */
  public Instant startedAt() {
    return LocalDateTime.parse(value.substring(0, value.indexOf('Z')), TIME)
        .toInstant(ZoneOffset.UTC);
  }

  @Override
  public int compareTo(BackupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isTime(String text) {
    try {
      LocalDateTime.parse(text, TIME);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
