package dev.lifeboat.cli;

import dev.lifeboat.cli.Console.Manner;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that all others belong to, with what all of them understand. */
@Command(
    name = "lifeboat",
    description = "Backs up PostgreSQL, keeps the backups, and proves that they restore.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {
      DumpCommand.class,
      GlobalsCommand.class,
      LoadCommand.class,
      ConvertCommand.class,
      BackupCommand.class,
      ListCommand.class,
      ShowCommand.class,
      VerifyCommand.class,
      RestoreCommand.class,
      ExportCommand.class,
      PruneCommand.class,
      KeygenCommand.class,
      KeysCommand.class,
      CanaryCommand.class,
      RekeyCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
final class LifeboatCommand implements Runnable {
  static final String VERBOSE = "--verbose";
  static final String JSON = "--json";
  static final String QUIET = "--quiet";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Show logs, and stack traces of failures.")
  private boolean verbose;

  @Option(
      names = JSON,
      scope = ScopeType.INHERIT,
      description = "Answer with one JSON document on standard output.")
  private boolean json;

  @Option(
      names = {"-q", QUIET},
      scope = ScopeType.INHERIT,
      description = "Say nothing unless something is wrong; what is asked for is still printed.")
  private boolean quiet;

  LifeboatCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "No command is given; name one, such as lifeboat backup");
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Console console() {
    return new Console(surroundings, new Manner(json, verbose, quiet));
  }

  /** For command lines that could not be understood. */
  Console console(String... args) {
    List<String> words = Arrays.asList(args);
    return new Console(
        surroundings,
        new Manner(json || words.contains(JSON), verbose || words.contains(VERBOSE), quiet));
  }
}
