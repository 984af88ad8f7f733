package dev.lifeboat.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that means nothing. */
final class WrongUsage {
  private WrongUsage() {}

  static int tell(ParameterException wrong, Console console) {
    CommandLine command = wrong.getCommandLine();
    String message = wrong.getMessage();
    console.note(message);
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    console.note(
        "Try '%s --help' for what it takes".formatted(command.getCommandSpec().qualifiedName()));
    console.document(Map.of("error", message, "kind", "usage"));
    return ExitCode.USAGE.number();
  }
}
