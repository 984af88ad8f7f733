package dev.lifeboat.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark as a program. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description =
        "Measures Lifeboat and PostgreSQL's own programs in turn on databases that it makes.")
public final class Main implements Callable<Integer> {
  private static final String TARGET = "restored";

  @Option(
      names = "--megabytes",
      defaultValue = "1200",
      description = "Size of the large databases; default: ${DEFAULT-VALUE}.")
  private int megabytes;

  @Option(
      names = "--tables",
      defaultValue = "20000",
      description = "Number of tables where there are many; default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(
      names = "--kinds",
      split = ",",
      defaultValue = "two-tables,one-huge-table,many-small-tables",
      description =
          "What databases; default: ${DEFAULT-VALUE}; also: narrow, wide, jsonb, large-text.")
  private List<String> kinds = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How many turns each has; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--jobs",
      defaultValue = "2",
      description = "How many workers each may have; default: ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--memory",
      defaultValue = "64m",
      description = "What Lifeboat's JVM may take (-Xmx); default: ${DEFAULT-VALUE}.")
  private String memory = "";

  @Option(
      names = "--tools",
      split = ":",
      defaultValue = "${env:LIFEBOAT_TOOLS:-}",
      description = "Folders of PostgreSQL programs to look in first; default: $LIFEBOAT_TOOLS.")
  private List<Path> tools = List.of();

  @Option(
      names = "--server",
      description = "Folder of the server's programs; default: Debian's, or Maven artifacts.")
  private @Nullable Path serverPrograms;

  @Option(
      names = "--jar",
      description = "The lifeboat.jar; default: the one that was built beside this.")
  private @Nullable Path jar;

  @Option(
      names = "--folder",
      description = "Where the databases and dumps go; default: a temporary one.")
  private @Nullable Path folder;

  /** For picocli. */
  public Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args as {@code --help} tells
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Programs programs = Programs.find(tools.stream().filter(t -> !t.toString().isEmpty()).toList());
    Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
    try (Workshop workshop = Workshop.open(parent, serverPrograms())) {
      LifeboatJar lifeboat = LifeboatJar.of(jar(), memory, workshop.folder("keys"), jobs);
      measure(workshop.server(), programs, lifeboat, workshop.folder("output"));
    }
    return 0;
  }

  private void measure(Server server, Programs programs, LifeboatJar lifeboat, Path output)
      throws IOException, SQLException {
    int major =
        Integer.parseInt(server.texts(Server.USER, "SHOW server_version_num").get(0)) / 10_000;
    Contenders contenders = new Contenders(programs, lifeboat, server, major, jobs, output);
    Contest contest = new Contest(server, new Turn(server, output.resolve("messages")), rounds);
    Report report = new Report(System.out);
    report.facts(facts(server, programs, lifeboat, major));
    for (String name : kinds) {
      DatabaseKind kind = DatabaseKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
      String size = make(server, kind);
      measure(kind, size, contenders, contest, report);
      server.run(Server.USER, "DROP DATABASE " + database(kind), "DROP DATABASE " + TARGET);
    }
  }

  private static void measure(
      DatabaseKind kind, String size, Contenders contenders, Contest contest, Report report)
      throws IOException, SQLException {
    List<Contender> dumping = contenders.dumping(database(kind));
    report.table(kind.title() + ", " + size + ": dump", dumping, contest.run(dumping));
    List<Contender> restoring = contenders.restoring(TARGET);
    report.table(
        kind.title() + ": restore",
        restoring,
        contest.run(
            restoring,
            "DROP DATABASE IF EXISTS " + TARGET,
            "CREATE DATABASE " + TARGET + " TEMPLATE template0"));
  }

  private String make(Server server, DatabaseKind kind) throws SQLException {
    System.err.println("Making " + kind.title());
    server.run(Server.USER, "CREATE DATABASE " + database(kind) + " TEMPLATE template0");
    try (Connection connection = server.connect(database(kind))) {
      kind.fill(connection, new DatabaseKind.Size(megabytes * 1_000_000L, tables));
    }
    server.run(database(kind), "VACUUM ANALYZE", "CHECKPOINT");
    return server
        .texts(database(kind), "SELECT pg_size_pretty(pg_database_size(current_database()))")
        .get(0);
  }

  /** The tools are named to dump, not to be dumped. */
  private Optional<Path> serverPrograms() throws IOException {
    return serverPrograms == null ? Programs.find(List.of()).server() : Optional.of(serverPrograms);
  }

  private Map<String, String> facts(
      Server server, Programs programs, LifeboatJar lifeboat, int major) throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Date", LocalDate.now().toString());
    facts.put("Machine", Facts.machine());
    facts.put("Lifeboat", Facts.lifeboat(lifeboat));
    facts.put("Server", Facts.server(server));
    facts.put("Programs", Facts.programs(programs, major));
    facts.put("Jobs", "%d, medians of %d rounds, all on one machine".formatted(jobs, rounds));
    return facts;
  }

  private Path jar() throws IOException {
    if (jar != null) {
      return jar;
    }
    try {
      Path here = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return here.resolveSibling("../../lifeboat-cli/target/lifeboat.jar").toRealPath();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static String database(DatabaseKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
