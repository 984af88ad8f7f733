package dev.lifeboat.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what and how often it is measured, as the command line says it. */
final class Setup {
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

  /** Starts a server, lets it be measured with, prints the facts first, and removes it all. */
  void run(Measuring measuring) throws IOException, SQLException {
    Programs programs = Programs.find(tools.stream().filter(t -> !t.toString().isEmpty()).toList());
    Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
    try (Workshop workshop = Workshop.open(parent, serverPrograms())) {
      Server server = workshop.server();
      LifeboatJar lifeboat = LifeboatJar.of(jar(), memory, workshop.folder("keys"), jobs);
      int major =
          Integer.parseInt(server.texts(Server.USER, "SHOW server_version_num").get(0)) / 10_000;
      Path output = workshop.folder("output");
      Report report = new Report(System.out);
      report.facts(facts(server, programs, lifeboat, major));
      measuring.measure(
          server,
          new Contenders(programs, lifeboat, server, major, jobs, output),
          new Contest(server, new Turn(server, output.resolve("messages")), rounds),
          report);
    }
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

  /** Measures on a server that is there meanwhile. */
  @FunctionalInterface
  interface Measuring {
    void measure(Server server, Contenders contenders, Contest contest, Report report)
        throws IOException, SQLException;
  }
}
