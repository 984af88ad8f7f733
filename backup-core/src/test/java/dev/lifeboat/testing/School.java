package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The small school-management database that tests protect. */
public final class School {
  private School() {}

  /** Makes a school database on a server; the caller closes it. */
  public static TestDatabase on(TestPostgres server) {
    return server.createDatabase().execute(script(server.major()));
  }

  /** The script for a major; two of its statements are written for 14 and later. */
  public static String script(int major) {
    return major >= 14 ? read() : forThirteen(read());
  }

  /** Neither SQL-standard bodies of procedures nor infinite numerics. */
  private static String forThirteen(String script) {
    return script
        .replaceFirst("BEGIN ATOMIC (.*?;) END;", "AS \\$\\$ $1 \\$\\$;")
        .replace("ELSE g / 3.0 END::real", "ELSE (g / 3.0)::real END");
  }

  private static String read() {
    try (InputStream script = School.class.getResourceAsStream("/school.sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
