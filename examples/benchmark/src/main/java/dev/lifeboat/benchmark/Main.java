package dev.lifeboat.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The benchmark as a program. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    subcommands = Growth.class,
    description =
        "Measures Lifeboat and PostgreSQL's own programs in turn on databases that it makes.")
public final class Main implements Callable<Integer> {
  static final String TARGET = "restored";

  /** What is done before each restore. */
  static final String[] EMPTY_TARGET = {
    "DROP DATABASE IF EXISTS " + TARGET, "CREATE DATABASE " + TARGET + " TEMPLATE template0"
  };

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

  @Mixin private final Setup setup = new Setup();

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
    setup.run(this::measure);
    return 0;
  }

  private void measure(Server server, Contenders contenders, Contest contest, Report report)
      throws IOException, SQLException {
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
    report.table(kind.title() + ": restore", restoring, contest.run(restoring, EMPTY_TARGET));
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

  private static String database(DatabaseKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
