package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that means nothing. */
final class WrongUsage {
  private WrongUsage() {}

  static int tell(ParameterException wrong, Console console) {
    CommandLine command = wrong.getCommandLine();
    String sentence = UsageSentence.of(wrong);
    String help = "Try '%s --help' for what it takes".formatted(UsageSentence.name(command));
    console.note(sentence);
    console.note(help);
    if (console.verbose()) {
      console.trace(wrong);
    }
    Failure failure = new Failure("usage", sentence, ExitCode.USAGE.number(), wrong);
    console.document(failure.document(Optional.of(help)));
    return failure.exitCode();
  }
}
