package dev.lifeboat.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** How the values of options are read: those of one type in one way, whatever the command. */
final class Readers {
  private static final Pattern COUNT = Pattern.compile("0*[1-9]\\d{0,8}");

  private Readers() {}

  static void registerAt(CommandLine line) {
    line.registerConverter(int.class, Readers::count);
    line.registerConverter(Integer.class, Readers::count);
    line.registerConverter(Duration.class, TimeSpans::duration);
    line.registerConverter(TemporalAmount.class, TimeSpans::amount);
    line.registerConverter(Instant.class, Readers::instant);
    line.registerConverter(ZoneId.class, Readers::zone);
    line.registerConverter(Assignment.class, Assignment::parse);
    line.registerConverter(Path.class, Readers::path);
    line.registerConverter(OutputForm.Kind.class, OutputForm.Kind::parse);
  }

  private static int count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new UnreadableValue("a whole number of 1 or more");
    }
    return Integer.parseInt(text);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnreadableValue("a moment such as 2026-11-22T06:00:00Z");
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new UnreadableValue("a time zone such as Europe/Paris, UTC or +02:00");
    }
  }

  private static Path path(String text) {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Refused below.
    }
    throw new UnreadableValue("the name of a file or folder");
  }
}
