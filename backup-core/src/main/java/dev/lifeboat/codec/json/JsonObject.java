package dev.lifeboat.codec.json;

import dev.lifeboat.error.DamagedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small JSON object in memory. Accessors throw {@link DamagedException} naming the field. */
public final class JsonObject {
  private static final long MAX_COUNT = 1L << 50;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  private final String title;
  private final Map<String, Object> fields;

  JsonObject(String title, Map<String, Object> fields) {
    this.title = title;
    this.fields = fields;
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A text. */
  public String text(String name) {
    return value(name, String.class, "text");
  }

  /** A text, where there is one. */
  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A whole number. */
  public long number(String name) {
    return value(name, Long.class, "whole number");
  }

  /**
   * A whole number that is not negative, such as a size or a count; at most 2^50, a petabyte, so
   * that sums of a few thousand of them are numbers too.
   */
  public long count(String name) {
    long number = number(name);
    if (number < 0) {
      throw damaged(name, "a number that is not negative");
    }
    if (number > MAX_COUNT) {
      throw damaged(name, "a smaller number");
    }
    return number;
  }

  /** A count that fits an int. */
  public int smallCount(String name) {
    long number = count(name);
    if (number > Integer.MAX_VALUE) {
      throw damaged(name, "a smaller number");
    }
    return (int) number;
  }

  /** A truth value. */
  public boolean flag(String name) {
    return value(name, Boolean.class, "true or false");
  }

  /** A moment, as ISO 8601 writes it, in a year that calendars of all time zones can hold. */
  public Instant time(String name) {
    try {
      Instant time = Instant.parse(text(name));
      if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // No time at all.
    }
    throw damaged(name, "a time");
  }

  /** A duration, as ISO 8601 writes it. */
  public Duration duration(String name) {
    try {
      Duration duration = Duration.parse(text(name));
      if (duration.abs().compareTo(LONGEST) < 0) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // No duration at all.
    }
    throw damaged(name, "a duration");
  }

  /** An object. */
  public JsonObject object(String name) {
    return value(name, JsonObject.class, "object");
  }

  /** A list of objects. */
  public List<JsonObject> objects(String name) {
    return items(name, JsonObject.class);
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    return items(name, String.class);
  }

  /** All fields, which are texts. */
  public TreeMap<String, String> allTexts() {
    TreeMap<String, String> texts = new TreeMap<>();
    fields.keySet().forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  /** The exception for a field that is not what it should be. */
  public DamagedException damaged(String name, String expected) {
    return new DamagedException(
        "%s is damaged: field '%s' should be %s".formatted(title, name, expected));
  }

  private <T> List<T> items(String name, Class<T> type) {
    List<?> items = value(name, List.class, "list");
    if (!items.stream().allMatch(type::isInstance)) {
      throw damaged(name, "a list of " + type.getSimpleName());
    }
    return items.stream().map(type::cast).toList();
  }

  private <T> T value(String name, Class<T> type, String expected) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw damaged(name, "a " + expected);
    }
    return type.cast(value);
  }
}
