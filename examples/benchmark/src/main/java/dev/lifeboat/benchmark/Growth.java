package dev.lifeboat.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how what a dump and a restore take grows with the number of objects. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description =
        "Measures dumps and restores of more and more objects of one kind, by Lifeboat and by pg_dump and pg_restore.")
final class Growth implements Callable<Integer> {
  private static final String SOURCE = "grown";

  @Option(
      names = "--kinds",
      split = ",",
      defaultValue = "partitions,functions,large-objects,wide-tables,views",
      description = "What objects; default: ${DEFAULT-VALUE}.")
  private List<String> kinds = List.of();

  @Option(
      names = "--numbers",
      split = ",",
      description = "How many of them; default: what is usual for the kind.")
  private List<Integer> numbers = List.of();

  @Mixin private final Setup setup = new Setup();

  @Override
  public Integer call() throws IOException, SQLException {
    setup.run(this::measure);
    return 0;
  }

  private void measure(Server server, Contenders contenders, Contest contest, Report report)
      throws IOException, SQLException {
    report.growth();
    for (String name : kinds) {
      ObjectKind kind = ObjectKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
      for (int number : numbers.isEmpty() ? kind.numbers() : numbers) {
        make(server, kind, number);
        List<Optional<Measurement>> medians = new ArrayList<>();
        medians.addAll(medians(contest, contenders.dumpingToFile(SOURCE)));
        medians.addAll(medians(contest, contenders.loading(Main.TARGET), Main.EMPTY_TARGET));
        report.growth("%,d %s".formatted(number, kind.title()), medians);
        server.run(Server.USER, "DROP DATABASE " + SOURCE, "DROP DATABASE " + Main.TARGET);
      }
    }
  }

  /** Empty for those that take no part. */
  private static List<Optional<Measurement>> medians(
      Contest contest, List<Contender> contenders, String... preparation)
      throws IOException, SQLException {
    Map<Contender, Measurement> taken = contest.run(contenders, preparation);
    return contenders.stream().map(each -> Optional.ofNullable(taken.get(each))).toList();
  }

  private static void make(Server server, ObjectKind kind, int number) throws SQLException {
    System.err.printf("Making %,d %s%n", number, kind.title());
    server.run(Server.USER, "CREATE DATABASE " + SOURCE + " TEMPLATE template0");
    try (Connection connection = server.connect(SOURCE)) {
      kind.make(connection, number);
    }
    server.run(SOURCE, "VACUUM ANALYZE", "CHECKPOINT");
  }
}
