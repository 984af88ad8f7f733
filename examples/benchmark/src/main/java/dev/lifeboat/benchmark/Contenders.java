package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is compared: Lifeboat first, then PostgreSQL's programs as a person would call them. */
final class Contenders {
  static final String LIFEBOAT = "Lifeboat";
  private static final String ZSTD = "zstd:3";
  private static final String NO_ZSTD = "no pg_dump of PostgreSQL 16 or newer was found (--tools)";

  private final Programs programs;
  private final LifeboatJar lifeboat;
  private final Server server;
  private final int serverMajor;
  private final int jobs;
  private final Path folder;

  /**
   * Contenders on one server.
   *
   * @param folder where they write
   */
  Contenders(
      Programs programs,
      LifeboatJar lifeboat,
      Server server,
      int serverMajor,
      int jobs,
      Path folder) {
    this.programs = programs;
    this.lifeboat = lifeboat;
    this.server = server;
    this.serverMajor = serverMajor;
    this.jobs = jobs;
    this.folder = folder;
  }

  /** Those that dump a database. */
  List<Contender> dumping(String database) throws IOException, SQLException {
    Path repository = folder.resolve("repository");
    List<Contender> all = new ArrayList<>();
    all.add(Contender.of(LIFEBOAT, repository, lifeboat.backup(server.url(database), repository)));
    all.add(floor(database));
    Optional<Path> plain = programs.plain("pg_dump", serverMajor);
    Optional<Path> zstd = programs.withZstd("pg_dump");
    all.add(dump(plain, database, "custom", "-Fc"));
    all.add(dump(zstd, database, "custom-zstd", "-Fc", "-Z", ZSTD));
    all.add(dump(plain, database, "directory", "-Fd", "-j" + jobs));
    all.add(dump(zstd, database, "directory-zstd", "-Fd", "-j" + jobs, "-Z", ZSTD));
    all.add(piped(plain, database));
    return all;
  }

  /** Those that restore what was dumped in the last round of that database. */
  List<Contender> restoring(String target) {
    List<Contender> all = new ArrayList<>();
    all.add(
        Contender.of(
            LIFEBOAT,
            folder.resolve("none"),
            lifeboat.restore(folder.resolve("repository"), server.url(target), jobs)));
    all.add(restore(programs.plain("pg_restore", serverMajor), target, "custom", "-Fc"));
    all.add(
        restore(
            programs.plainWithZstd("pg_restore", serverMajor),
            target,
            "custom-zstd",
            "-Fc -Z " + ZSTD));
    return all;
  }

  /** Those that dump a database to one file. */
  List<Contender> dumpingToFile(String database) {
    Path file = folder.resolve("lifeboat");
    return List.of(
        Contender.of(LIFEBOAT, file, lifeboat.dump(server.url(database), file)),
        dump(programs.plain("pg_dump", serverMajor), database, "custom", "-Fc"));
  }

  /** Those that restore the files of the last round of that database. */
  List<Contender> loading(String target) {
    return List.of(
        Contender.of(
            LIFEBOAT,
            folder.resolve("none"),
            lifeboat.load(folder.resolve("lifeboat"), server.url(target))),
        restore(programs.plain("pg_restore", serverMajor), target, "custom", "-Fc"));
  }

  private Contender floor(String database) throws IOException, SQLException {
    String name = "psql \\copy ... /dev/null";
    Optional<Path> psql = programs.program("psql");
    if (psql.isEmpty()) {
      return Contender.missing(name, "psql was not found");
    }
    Path script = folder.resolve("floor.sql");
    Files.write(
        script,
        server
            .texts(
                database,
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")
            .stream()
            .map(table -> "\\copy " + table + " to /dev/null")
            .toList());
    return Contender.of(
        name,
        folder.resolve("none"),
        List.of(List.of(psql.get().toString(), "-X", "-q", "-f", script.toString(), database)));
  }

  private Contender dump(Optional<Path> program, String database, String file, String... options) {
    String name = "pg_dump " + String.join(" ", options);
    if (program.isEmpty()) {
      return Contender.missing(name, name.contains("zstd") ? NO_ZSTD : "pg_dump was not found");
    }
    Path output = folder.resolve(file);
    List<String> command =
        Stream.of(
                Stream.of(program.get().toString()),
                Stream.of(options),
                Stream.of("-f", output.toString(), database))
            .flatMap(part -> part)
            .toList();
    return Contender.of(name, output, List.of(command));
  }

  private Contender piped(Optional<Path> pgDump, String database) {
    String name = "pg_dump | zstd -3 | age";
    Optional<Path> zstd = programs.program("zstd");
    Optional<Path> age = programs.program("age");
    if (pgDump.isEmpty() || zstd.isEmpty() || age.isEmpty()) {
      return Contender.missing(name, "one of the three was not found");
    }
    Path output = folder.resolve("piped");
    return Contender.of(
        name,
        output,
        List.of(
            List.of(pgDump.get().toString(), database),
            List.of(zstd.get().toString(), "-q", "-3"),
            List.of(age.get().toString(), "-r", lifeboat.recipient(), "-o", output.toString())));
  }

  private Contender restore(Optional<Path> program, String target, String file, String archive) {
    String name = "pg_restore -j%d of %s".formatted(jobs, archive);
    Path from = folder.resolve(file);
    if (program.isEmpty() || !Files.exists(from)) {
      return Contender.missing(name, "no pg_restore for that and this server was found");
    }
    return Contender.of(
        name,
        folder.resolve("none"),
        List.of(List.of(program.get().toString(), "-j" + jobs, "-d", target, from.toString())));
  }
}
