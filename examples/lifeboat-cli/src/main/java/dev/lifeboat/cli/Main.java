package dev.lifeboat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The {@code lifeboat} command. */
public final class Main {
  /** Held, or it would be forgotten with its level. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  private Main() {}

  /**
   * Runs a command and ends the process with one of the numbers of {@link ExitCode}.
   *
   * @param args the command, its options and parameters
   */
  public static void main(String[] args) {
    quieten(args);
    Cancellation cancellation = Cancellation.of(Thread.currentThread());
    WatchedOutput output = WatchedOutput.standard();
    int code = run(args, Surroundings.ofProcess(output.printer(), cancellation));
    Optional<String> failure = output.failure();
    failure.ifPresent(why -> System.err.println("Could not write to standard output: " + why));
    System.exit(
        failure.isPresent() && code == 0 ? ExitCode.FAILED.number() : cancellation.exitCode(code));
  }

  /** Runs a command within the process and gives its exit code. */
  static int run(String[] args, Surroundings surroundings) {
    LifeboatCommand root = new LifeboatCommand(surroundings);
    CommandLine line = line(root, surroundings);
    ArgumentFiles.warnings(args)
        .forEach(warning -> surroundings.err().println("Warning: " + warning));
    try {
      Optional<Failure> unreadable = ArgumentFiles.failure(args);
      return unreadable.isPresent()
          ? unreadable.get().tell(root.console(args))
          : line.execute(args);
    } catch (VirtualMachineError e) {
      return Failure.of(e, surroundings).tell(root.console());
    } finally {
      surroundings.out().flush();
    }
  }

  /** The grammar of all commands. */
  private static CommandLine line(LifeboatCommand root, Surroundings surroundings) {
    CommandLine line = new CommandLine(root);
    Readers.registerAt(line);
    line.setDefaultValueProvider(new Variables(surroundings.environment()));
    explain(line);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings)));
    line.setParameterExceptionHandler(
        (wrong, given) -> WrongUsage.tell(wrong, root.console(given)));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failure.of(failure, surroundings).tell(root.console()));
    return line;
  }

  /** Adds to the help of each command what holds for all. */
  private static void explain(CommandLine line) {
    CommandLine.Model.UsageMessageSpec help = line.getCommandSpec().usageMessage();
    List<String> variables = Variables.of(line.getCommandSpec());
    help.exitCodeList(ExitCode.table());
    help.footerHeading("%n");
    help.footer(
        Stream.concat(
                Stream.of("An argument @FILE stands for the arguments in that file."),
                variables.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                        "Options that are not given are read from the environment: "
                            + String.join(", ", variables)))
            .toArray(String[]::new));
    line.getSubcommands().values().forEach(Main::explain);
  }

  private static CommandLine.Help.Ansi ansi(Surroundings surroundings) {
    return surroundings.outIsTerminal() && surroundings.colours()
        ? CommandLine.Help.Ansi.ON
        : CommandLine.Help.Ansi.OFF;
  }

  /** Before anything logs: the answer and one sentence are enough, unless all is asked for. */
  private static void quieten(String... args) {
    DRIVER.setLevel(Level.OFF);
    if (Arrays.asList(args).contains(LifeboatCommand.VERBOSE)) {
      System.setProperty("org.slf4j.simpleLogger.log.dev.lifeboat", "debug");
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    }
  }
}
