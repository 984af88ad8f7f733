package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class PoolerCheckTest {
  @TempDir Path folder;

  @Test
  void aPoolerInTransactionModeIsRefusedWithAdvice() throws Exception {
    try (TestDatabase source = TestPostgres.of(17).createDatabase();
        PgBouncer bouncer = PgBouncer.start(folder, source, "transaction")) {
      source.execute("CREATE TABLE t (x int)");
      Dumper dumper =
          Dumper.of(bouncer.dataSource(), DumpOptions.defaults(), Events.silent("dump"));
      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        throw new AssertionError("something was written");
                      }))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("A pooler in transaction mode")
          .hasMessageContaining("connect to the database directly");
    }
  }

  @Test
  void aPoolerInSessionModeIsFine() throws Exception {
    try (TestDatabase source = TestPostgres.of(17).createDatabase();
        PgBouncer bouncer = PgBouncer.start(folder, source, "session")) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x");
      Path file = folder.resolve("pooled.dump");
      try (ArchiveFile archive = ArchiveFile.create(file)) {
        DumpSummary summary =
            Dumper.of(bouncer.dataSource(), DumpOptions.defaults(), Events.silent("dump"))
                .dumpTo(archive);
        assertThat(summary.rows()).isEqualTo(1);
      }
    }
  }

  /** PgBouncer in front of one database. */
  private record PgBouncer(Process process, int port, String database) implements AutoCloseable {
    static PgBouncer start(Path folder, TestDatabase source, String mode) throws IOException {
      Program program = Program.require("pgbouncer");
      int port = freePort();
      Path settings = folder.resolve("pgbouncer.ini");
      Files.writeString(
          settings,
          """
          [databases]
          %1$s = host=127.0.0.1 port=%2$d dbname=%1$s user=postgres
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %3$d
          unix_socket_dir =
          auth_type = any
          pool_mode = %4$s
          ignore_startup_parameters = extra_float_digits
          """
              .formatted(source.name(), source.server().port(), port, mode));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      ProcessBuilder builder = new ProcessBuilder(program.file().toString());
      if (System.getProperty("user.name").equals("root")) {
        builder.command().add("-u");
        builder.command().add("nobody");
      }
      builder.command().add(settings.toString());
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("pgbouncer.log").toFile())
              .start();
      PgBouncer bouncer = new PgBouncer(process, port, source.name());
      bouncer.awaitListening(folder.resolve("pgbouncer.log"));
      return bouncer;
    }

    PGSimpleDataSource dataSource() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setServerNames(new String[] {"127.0.0.1"});
      source.setPortNumbers(new int[] {port});
      source.setDatabaseName(database);
      source.setUser("postgres");
      source.setPrepareThreshold(0);
      return source;
    }

    private void awaitListening(Path log) throws IOException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (process.isAlive() && System.nanoTime() < deadline) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
          return;
        } catch (IOException e) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
      }
      throw new IllegalStateException("PgBouncer did not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
