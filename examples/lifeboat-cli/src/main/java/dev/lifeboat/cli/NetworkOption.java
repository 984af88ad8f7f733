package dev.lifeboat.cli;

import dev.lifeboat.postgres.NetworkTimeout;
import dev.lifeboat.postgres.PostgresUrl;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** How commands connect to the address of a database. */
final class NetworkOption {
  @Option(
      names = "--network-timeout",
      paramLabel = "TIME",
      description =
          "How long to wait for a connection, and for a sign of life on one before the server is asked"
              + " whether it still works: "
              + TimeSpans.EXAMPLES
              + "; default: 2min.")
  private @Nullable Duration timeout;

  /** What connects to an address once, to see whether that is possible. */
  DataSource probe(PostgresUrl url) {
    PGSimpleDataSource source = url.dataSource();
    source.setLoginTimeout((int) Math.max(1, NetworkTimeout.of(to(url)).toSeconds()));
    return source;
  }

  /** What connects to an address. */
  DataSource to(PostgresUrl url) {
    return timeout == null ? url.dataSource() : NetworkTimeout.on(url.dataSource(), timeout);
  }
}
