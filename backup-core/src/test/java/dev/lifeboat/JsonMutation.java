package dev.lifeboat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes JSON as damage and malice would, the same way for the same random numbers. */
final class JsonMutation {
  private static final Pattern SCALAR =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+(?:\\.\\d+)?|true|false|null");
  private static final Pattern NAMED = Pattern.compile("\"\\w+\" ?: ?(?=[\\[{\"\\d])");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "[ { } ]",
          "[ null ]",
          "0",
          "-1",
          "1",
          "1.5",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e999999999",
          "NaN",
          "\"\"",
          "\"1\"",
          "\" \"",
          "\"none\"",
          "\"age\"",
          "\"..\"",
          "\"a/b\"",
          "\".x\"",
          "\"../../../etc/passwd\"",
          "\"x\\u0000y\"",
          "\"\\u001b[2J\\u001b]0;x\\u0007\\n\"",
          "\"\\u009b2J\"",
          "\"\\u202egnp\"",
          "\"\\ud800\"",
          "\"2.0\"",
          "\"1.99\"",
          "\"9999.9999\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"+10000-01-01T00:00:00Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"PT2562047788015215H30M7.999999999S\"",
          "\"PT-1S\"",
          "\"20200101T000000Z-aaaaaa\"",
          "\"99999999T999999Z-aaaaaa\"",
          "\"volume-00000.dump\"",
          "\"contents.json.zst\"",
          "\"restore\"",
          "\"proved\"",
          "\"failed\"",
          "\"zstd:22\"",
          "\"lzma:9\"");

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16BE,
          StandardCharsets.UTF_16LE,
          Charset.forName("UTF-32BE"),
          Charset.forName("UTF-32LE"),
          StandardCharsets.ISO_8859_1);

  private final Random random;

  JsonMutation(Random random) {
    this.random = random;
  }

  byte[] of(String json) {
    String text = json;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      text = change(text);
    }
    byte[] bytes = text.getBytes(random.nextInt(20) == 0 ? any(CHARSETS) : StandardCharsets.UTF_8);
    for (int flips = random.nextInt(12) - 8; flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String change(String json) {
    return switch (random.nextInt(16)) {
      case 0 -> json.substring(0, random.nextInt(json.length() + 1));
      case 1 -> without(json);
      case 2 -> twice(json);
      case 3 -> json + any(List.of("{}", " ", "\u0000", "]", "\ufeff"));
      case 4 -> "\ufeff" + json;
      case 5 -> deep(json);
      case 6 -> unnamed(json);
      case 7 -> many(json);
      default -> replaced(json, any(VALUES));
    };
  }

  private String replaced(String json, String value) {
    List<MatchResult> scalars = SCALAR.matcher(json).results().toList();
    if (scalars.isEmpty()) {
      return value;
    }
    MatchResult one = any(scalars);
    return json.substring(0, one.start()) + value + json.substring(one.end());
  }

  /** A field gets a name that nobody knows. */
  private String unnamed(String json) {
    List<MatchResult> names = NAMED.matcher(json).results().toList();
    if (names.isEmpty()) {
      return json;
    }
    MatchResult one = any(names);
    return json.substring(0, one.start()) + "\"x\":" + json.substring(one.end());
  }

  private String without(String json) {
    int from = random.nextInt(json.length() + 1);
    return json.substring(0, from)
        + json.substring(Math.min(json.length(), from + random.nextInt(40)));
  }

  private String twice(String json) {
    int from = random.nextInt(json.length() + 1);
    int to = Math.min(json.length(), from + random.nextInt(200));
    return json.substring(0, to) + json.substring(from);
  }

  private String deep(String json) {
    int depth = any(List.of(10, 49, 60, 5_000));
    return json.replaceFirst("\\{", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + ",");
  }

  private String many(String json) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      items.add("\"%d\":%s".formatted(i, any(VALUES)));
    }
    return json.replaceFirst(
        "\\{", "{\"x\":{" + String.join(",", items).replace("\\", "\\\\") + "},");
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
