package dev.lifeboat.benchmark;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what it is measured, in words. */
final class Facts {
  private static final String SETTINGS =
      """
      SELECT string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name) FROM pg_settings
      WHERE name IN ('shared_buffers', 'max_wal_size', 'wal_level', 'fsync',
        'maintenance_work_mem', 'autovacuum', 'max_locks_per_transaction')
      """;

  private Facts() {}

  static String machine() {
    return "%d cores, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  static String lifeboat(LifeboatJar lifeboat) {
    return "%s, -Xmx%s, %s %s"
        .formatted(
            lifeboat.version(),
            lifeboat.memory(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"));
  }

  static String server(Server server) throws SQLException {
    return "PostgreSQL %s, %s, %s"
        .formatted(
            server.texts(Server.USER, "SHOW server_version").get(0),
            server.origin(),
            server.texts(Server.USER, SETTINGS).get(0));
  }

  static String programs(Programs programs, int serverMajor) {
    return Stream.of(
            programs.plain("pg_dump", serverMajor),
            programs.withZstd("pg_dump"),
            programs.program("zstd"),
            programs.program("age"))
        .flatMap(Optional::stream)
        .distinct()
        .map(program -> program.getFileName() + ": " + Programs.version(program))
        .collect(Collectors.joining("; "));
  }
}
