package dev.lifeboat.storage;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a stored object: segments joined by {@code /}.
 *
 * <p>A segment is 1 to 200 of the characters {@code A-Z a-z 0-9 . _ -} and does not start with a
 * dot; a key has at most 900 characters. So a key is safe as a path on every file system and as a
 * key in every S3 store (limit 1,024 bytes), prefix included.
 *
 * @param value the key, such as {@code school/manifests/20261122T060000Z-7f3k9q.json}
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final int MAX_LENGTH = 900;
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

  /** Refuses what is not a key. */
  public ObjectKey {
    Given.value(value, "the key of an object");
    if (value.length() > MAX_LENGTH) {
      throw new RefusedException(
          "An object key has %d characters; at most %d are allowed"
              .formatted(value.length(), MAX_LENGTH));
    }
    for (String segment : value.split("/", -1)) {
      requireSegment(segment);
    }
  }

  /** A key of the given segments. */
  public static ObjectKey of(String first, String... more) {
    StringBuilder value = new StringBuilder(Given.value(first, "the first segment of a key"));
    for (String segment : Given.value(more, "the other segments of a key")) {
      value.append('/').append(segment);
    }
    return new ObjectKey(value.toString());
  }

  /** Whether a text is a key; a storage does not list what is named otherwise. */
  public static boolean isKey(String text) {
    return Given.value(text, "the key of an object").length() <= MAX_LENGTH
        && Stream.of(text.split("/", -1)).allMatch(ObjectKey::isSegment);
  }

  /** Whether a text can stand as one segment of a key. */
  public static boolean isSegment(String text) {
    return SEGMENT.matcher(Given.value(text, "a segment of a key")).matches();
  }

  /** The key below this one. */
  public ObjectKey resolve(String child) {
    return new ObjectKey(value + "/" + child);
  }

  /** The last segment. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** Whether this key is below the given one. */
  public boolean isBelow(ObjectKey folder) {
    return value.startsWith(folder.value + "/");
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static void requireSegment(String segment) {
    if (!isSegment(segment)) {
      throw new RefusedException(
          "An object key may not contain the part '%s'; use letters, digits, '.', '_' and '-'"
              .formatted(segment.replaceAll("[^\\x20-\\x7e]", "?")));
    }
  }
}
