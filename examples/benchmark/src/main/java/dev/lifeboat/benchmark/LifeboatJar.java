package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line as users run it.
 *
 * @param jar where it is
 * @param memory what the JVM may take, as {@code -Xmx} says it
 * @param identity the private key of this run
 * @param recipient its public key
 * @param jobs how many workers
 */
record LifeboatJar(Path jar, String memory, Path identity, String recipient, int jobs) {
  /** Makes a key for a run. */
  static LifeboatJar of(Path jar, String memory, Path folder, int jobs) throws IOException {
    Path identity = folder.resolve("identity");
    LifeboatJar keyless = new LifeboatJar(jar.toAbsolutePath(), memory, identity, "", jobs);
    String said = Shell.run(keyless.command("keygen", "--to", identity));
    String recipient =
        said.lines().filter(line -> line.startsWith("age1")).findFirst().orElseThrow();
    return new LifeboatJar(keyless.jar, memory, identity, recipient, jobs);
  }

  String version() {
    try {
      return Shell.run(command("--version")).replace('\n', ' ');
    } catch (IOException e) {
      return "?";
    }
  }

  List<List<String>> backup(String url, Path repository) {
    return List.of(
        command(
            "backup",
            "--db",
            url,
            "--source",
            "benchmark",
            "--repo",
            repository,
            "--recipient",
            recipient,
            "--jobs",
            jobs));
  }

  List<List<String>> restore(Path repository, String url, int workers) {
    return List.of(
        command(
            "restore",
            "latest",
            "--repo",
            repository,
            "--into",
            url,
            "--identity",
            identity,
            "--jobs",
            workers));
  }

  List<List<String>> dump(String url, Path file) {
    return List.of(command("dump", "--db", url, "--to", file, "--jobs", jobs));
  }

  List<List<String>> load(Path file, String url) {
    return List.of(command("load", "--from", file, "--into", url, "--jobs", jobs));
  }

  private List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + memory, "-jar", jar.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }
}
