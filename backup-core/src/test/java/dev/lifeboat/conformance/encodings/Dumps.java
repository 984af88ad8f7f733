package dev.lifeboat.conformance.encodings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the tests of this package do with dumps. */
final class Dumps {
  /** Servers of their own, as the names of roles belong to whole servers. */
  private static final Map<Integer, TestPostgres> SERVERS = new ConcurrentHashMap<>();

  private static final RestoreOptions WITH_PROPERTIES =
      RestoreOptions.defaults().with(RestoreScope.ALL.withDatabase(Keep.AS_ARCHIVED));

  private Dumps() {}

  static TestPostgres server(int major) {
    return SERVERS.computeIfAbsent(major, TestPostgres::fresh);
  }

  /** Drops all roles that tests made, whose names are in any encoding. */
  static void dropRoles(TestPostgres server) {
    server
        .admin()
        .execute(
            """
            DO $$ DECLARE r record; BEGIN
              FOR r IN SELECT rolname FROM pg_roles WHERE oid >= 16384 LOOP
                EXECUTE 'DROP ROLE ' || quote_ident(r.rolname);
              END LOOP;
            END $$
            """);
  }

  /** Loads a dump into a new database, which has the encoding that the dump says. */
  static void loadIntoNew(Path dump, TestPostgres server, String name) {
    load(dump, WITH_PROPERTIES, Target.newDatabase(server.admin().dataSource(), name));
  }

  /** Loads a dump into an empty database. */
  static void load(Path dump, EncodedDatabase target) {
    load(dump, RestoreOptions.defaults(), Target.database(target.database().dataSource()));
  }

  private static void load(Path dump, RestoreOptions options, Target target) {
    try (DumpFile file = DumpFile.open(dump)) {
      Restorer.of(options, Events.silent("restore")).restore(file, target);
    }
  }

  /** Writes an archive in another form, or a script as an archive. */
  static Path convert(Path from, ArchiveFormat format, Path folder) throws IOException {
    Path to = folder.resolve("converted-" + UUID.randomUUID());
    try (DumpFile dump = DumpFile.open(from)) {
      if (dump instanceof DumpFile.Archive archive) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
          ((ArchiveFormat.File) format).write(archive.source(), out);
        }
      }
    }
    return to;
  }

  static Path unpack(Path script, Path folder) throws IOException {
    Path to = Files.createDirectory(folder.resolve("unpacked-" + UUID.randomUUID()));
    try (InputStream text = new BufferedInputStream(Files.newInputStream(script))) {
      ScriptUnpacking.unpack(text, to, LocalDateTime.of(2026, 11, 26, 0, 0));
    }
    return to;
  }

  /** What {@code pg_dump} of the server's own major writes of a database. */
  static Path pgDump(Program program, EncodedDatabase source, Path folder, String... options) {
    Path file = folder.resolve("pg_dump-" + UUID.randomUUID());
    Object[] arguments =
        Stream.concat(Stream.of("-f", file), Stream.of(options)).toArray(Object[]::new);
    program.with(arguments).env(source.database().environment()).succeed();
    return file;
  }

  /** Asserts that {@code pg_dump} says the same of both, where it is installed. */
  static void assertSameDump(EncodedDatabase source, EncodedDatabase copy, Path folder)
      throws IOException {
    Program program = Program.findMajor("pg_dump", source.database().server().major()).orElse(null);
    if (program != null) {
      assertThat(lines(pgDump(program, copy, folder, "--create")))
          .isEqualTo(lines(pgDump(program, source, folder, "--create")));
    }
  }

  /** As ISO 8859-1, so that each character is a byte; names of databases are all alike. */
  private static List<String> lines(Path script) throws IOException {
    return Files.readString(script, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict "))
        .map(line -> line.replaceAll("\\bencodings_\\w+", "encodings"))
        .toList();
  }
}
