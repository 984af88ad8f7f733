package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named group of connection parameters in a connection service file (PostgreSQL's documentation,
 * "The Connection Service File").
 *
 * @param name of the service
 * @param files where it may be, the first that has it counts
 */
record PostgresUrlService(String name, List<Path> files) {
  /**
   * The parameters of the service; what a message quotes is never a value.
   *
   * @throws RefusedException if no file has the service, or one that matters cannot be read
   */
  Map<String, String> parameters() {
    return files.stream()
        .filter(Files::isRegularFile)
        .flatMap(file -> find(file).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "The connection service '%s' is in none of %s; correct the name, or name the file in PGSERVICEFILE"
                        .formatted(
                            Sql.oneLine(name),
                            Sql.oneLine(
                                String.join(", ", files.stream().map(Path::toString).toList())))));
  }

  private Optional<Map<String, String>> find(Path file) {
    Map<String, String> parameters = new LinkedHashMap<>();
    boolean found = false;
    boolean within = false;
    int number = 0;
    for (String raw : lines(file)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        if (found) {
          break; // as in libpq, a second section of the name does not count
        }
        within = line.equals("[" + name + "]");
        found = within;
      } else if (within) {
        put(parameters, line, file, number);
      }
    }
    return found ? Optional.of(parameters) : Optional.empty();
  }

  private static void put(Map<String, String> parameters, String line, Path file, int number) {
    int equals = line.indexOf('=');
    String key = equals < 0 ? "" : line.substring(0, equals);
    if (key.isEmpty() || key.equals("service") || key.equals("servicefile")) {
      throw new RefusedException(
          "Line %d of the connection service file %s is no name=value that libpq takes; correct it"
              .formatted(number, Sql.oneLine(file.toString())));
    }
    parameters.putIfAbsent(key, line.substring(equals + 1));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new RefusedException(
          "The connection service file %s cannot be read as UTF-8 text; check it and who may read it"
              .formatted(Sql.oneLine(file.toString())),
          e);
    }
  }
}
