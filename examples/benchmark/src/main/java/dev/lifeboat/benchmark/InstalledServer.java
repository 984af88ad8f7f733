package dev.lifeboat.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A server of installed programs, with a data directory of its own. PostgreSQL does not run as
 * root: root lets the user {@code postgres} run it.
 */
final class InstalledServer implements Server {
  /**
   * What a server for this machine would have; durable as any, so that restores cost what they do.
   */
  static final Map<String, String> SETTINGS =
      Map.of(
          "shared_buffers", "512MB",
          "max_wal_size", "4GB",
          "checkpoint_timeout", "30min",
          "autovacuum", "off",
          "max_locks_per_transaction", "1024");

  private final Path programs;
  private final Path data;
  private final int port;
  private final String password;

  private InstalledServer(Path programs, Path data, int port, String password) {
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts one.
   *
   * @param programs the folder of {@code initdb} and {@code pg_ctl}
   * @param folder where its data go; the caller removes it
   */
  static InstalledServer start(Path programs, Path folder) throws IOException {
    Path data = folder.resolve("data");
    String password = UUID.randomUUID().toString();
    InstalledServer server = new InstalledServer(programs, data, freePort(), password);
    Path secret = Files.writeString(folder.resolve("secret"), password);
    if (isRoot()) {
      Shell.run(List.of("chown", "-R", USER, folder.toString()));
    }
    server.control(
        "initdb",
        "-D",
        data,
        "-U",
        USER,
        "-E",
        "UTF8",
        "--locale=C",
        "-A",
        "scram-sha-256",
        "--pwfile=" + secret);
    server.configure();
    server.control("pg_ctl", "-D", data, "-l", folder.resolve("log"), "-w", "-t", "120", "start");
    return server;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public String origin() {
    return "installed";
  }

  @Override
  public void close() {
    try {
      control("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
    } catch (IOException e) {
      System.err.println("The server does not stop: " + e.getMessage());
    }
  }

  private void configure() throws IOException {
    List<String> lines = new ArrayList<>();
    SETTINGS.forEach((name, value) -> lines.add(name + " = '" + value + "'"));
    lines.add("listen_addresses = '" + HOST + "'");
    lines.add("unix_socket_directories = ''");
    lines.add("port = " + port);
    Files.write(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
  }

  private void control(String program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Shell.run(command);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
