package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the owner of a database could plant for whoever connects: operators, functions, types,
 * relations and casts that take the place of PostgreSQL's own wherever the search path puts their
 * schemas in front. Each writes down that it ran, and fails.
 */
public final class HostileSchemas {
  /** The value of {@code search_path} that puts all of them in front. */
  public static final String PATH = "likely, hostile, pg_catalog, public";

  private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]+");

  /**
   * Writes down that something ran, into a file of the server's data directory, which a rollback
   * does not take back and a read-only transaction allows.
   */
  private static final String RECORDER =
      """
      CREATE SCHEMA likely;
      CREATE FUNCTION likely.ran(what text) RETURNS boolean LANGUAGE plpgsql
        SET search_path = pg_catalog AS $ran$
      BEGIN
        EXECUTE format('COPY (SELECT %L) TO %L', what,
          current_setting('data_directory') || '/@TOKEN@' || md5(what));
        RAISE EXCEPTION '% ran', what;
      END $ran$;
      """;

  private final TestPostgres server;
  private final String token = "hostile_" + UUID.randomUUID() + "_";

  private HostileSchemas(TestPostgres server) {
    this.server = server;
  }

  /** Those for the databases of a server. */
  public static HostileSchemas on(TestPostgres server) {
    return new HostileSchemas(server);
  }

  /** Makes the schema {@code likely} with its function {@code ran}, which writes down its text. */
  public String recorder() {
    return RECORDER.replace("@TOKEN@", token);
  }

  /**
   * The script that plants it all: in {@code likely}, the operators and functions that every second
   * query needs, and in {@code hostile}, everything.
   *
   * @param sources the folder of the sources whose words may be names of functions
   */
  public String script(Path sources) {
    return recorder() + text().replace("@NAMES@", words(sources));
  }

  /** What has run so far, wherever, even if it was rolled back. */
  public List<String> ran() {
    try (Stream<Path> files = Files.list(server.dataDirectory())) {
      return files.filter(this::isOurs).map(HostileSchemas::read).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets what has run. */
  public void forget() {
    try (Stream<Path> files = Files.list(server.dataDirectory())) {
      for (Path file : files.filter(this::isOurs).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOurs(Path file) {
    return file.getFileName().toString().startsWith(token);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All words of the sources, as an array in SQL; few of them are names of functions. */
  private static String words(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> WORD.matcher(read(file)).results().map(found -> found.group()))
          .distinct()
          .sorted()
          .collect(Collectors.joining(",", "'{", "}'::text[]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text() {
    try (InputStream script = HostileSchemas.class.getResourceAsStream("/hostile.sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
