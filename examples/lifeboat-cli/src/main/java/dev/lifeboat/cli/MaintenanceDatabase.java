package dev.lifeboat.cli;

import dev.lifeboat.postgres.PostgresUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the database to connect to while another is made, as {@code createdb} does. */
final class MaintenanceDatabase {
  private static final List<String> USUAL = List.of("postgres", "template1");

  /** It is not there, does not let this role in, or takes no connections. */
  private static final Set<String> CLOSED = Set.of("3D000", "28000", "42501", "55000");

  private MaintenanceDatabase() {}

  /**
   * The address of the database that was given, or of {@code postgres} or {@code template1} where
   * that one cannot be connected to or is the one to be made.
   *
   * @param given the address on the command line
   * @param created the name of the database to be made
   */
  static PostgresUrl of(PostgresUrl given, String created, NetworkOption network) {
    Stream<String> first = Stream.of(given.database()).filter(name -> !name.equals(created));
    return Stream.concat(first, USUAL.stream())
        .map(given::withDatabase)
        .filter(url -> isOpen(url, network))
        .findFirst()
        .orElse(given);
  }

  /** Anything else that is wrong is reported when it is connected to in earnest. */
  private static boolean isOpen(PostgresUrl url, NetworkOption network) {
    try {
      network.probe(url).getConnection().close();
      return true;
    } catch (SQLException e) {
      return !CLOSED.contains(String.valueOf(e.getSQLState()));
    }
  }
}
