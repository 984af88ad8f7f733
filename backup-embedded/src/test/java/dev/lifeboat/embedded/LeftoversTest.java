package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Polling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are killed, and hosts that start at the same time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftoversTest {
  @TempDir Path folder;

  @Test
  void whatAKilledHostLeftIsRemovedByTheNextStartAndNotBefore() throws Exception {
    try (Host host = new Host(folder, 1)) {
      Path data = Path.of(host.line());
      Path secret = data.resolveSibling(Launch.SECRET + "1");
      long postmaster =
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      Leftovers.remove(data.getParent());
      assertThat(data).isDirectory();
      assertThat(ProcessHandle.of(postmaster)).isPresent();

      Files.createFile(secret);
      host.kill();
      assertThat(data).isDirectory();
      assertThat(ProcessHandle.of(postmaster)).isPresent();

      Leftovers.remove(data.getParent());
      assertThat(data).doesNotExist();
      assertThat(data.getParent()).isEmptyDirectory();
      Polling.until(
          "the server of the killed host has ended",
          () -> ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  /** Closing any descriptor of a file releases the locks that a process has on it (POSIX). */
  @Test
  void aServerStaysWhoseHostHasStartedAnotherSinceThen() throws Exception {
    try (Host host = new Host(folder, 2)) {
      Path data = Path.of(host.line());
      assertThat(host.line()).isEqualTo("ready");
      Leftovers.remove(data.getParent());
      assertThat(data.resolve("postmaster.pid")).exists();
    }
  }

  @Test
  void hostsThatStartAtTheSameTimeLeaveEachOtherAlone() throws Exception {
    List<Host> hosts = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        hosts.add(new Host(folder, 1));
      }
      for (Host host : hosts) {
        assertThat(Path.of(host.line())).isDirectory();
      }
    } finally {
      hosts.forEach(Host::close);
    }
  }

  /** A JVM of its own that runs an embedded server, after it has started and stopped others. */
  private static final class Host implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Host(Path folder, int servers) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.io.tmpdir=" + folder,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Running.class.getName(),
                  Integer.toString(servers))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      String line = output.readLine();
      assertThat(line).as("the host has ended").isNotNull();
      return line;
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }

    /** It ends as its input does, and stops its server. */
    @Override
    public void close() {
      try (output) {
        process.getOutputStream().close();
        process.waitFor(1, TimeUnit.MINUTES);
      } catch (IOException e) {
        assertThat(process.isAlive()).as("it cannot be told to end: %s", e).isFalse();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        kill();
      }
    }
  }

  /** The program of such a host. */
  static final class Running {
    private Running() {}

    public static void main(String[] args) throws Exception {
      try (EmbeddedServer server = EmbeddedServer.start();
          Connection connection = server.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW data_directory")) {
        row.next();
        System.out.println(row.getString(1));
        for (int started = 1; started < Integer.parseInt(args[0]); started++) {
          EmbeddedServer.start().close();
        }
        System.out.println("ready");
        int end = System.in.read();
        assertThat(end).isEqualTo(-1);
      }
    }
  }
}
