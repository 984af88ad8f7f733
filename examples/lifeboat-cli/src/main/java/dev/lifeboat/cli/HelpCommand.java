package dev.lifeboat.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show what a command takes, or which commands there are.")
final class HelpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private List<String> commands = List.of();

  @Override
  public void run() {
    CommandLine root = spec.parent().commandLine();
    CommandLine shown = commands.isEmpty() ? root : root.getSubcommands().get(commands.get(0));
    if (shown == null) {
      throw new ParameterException(root, UsageSentence.unknownCommand(root, commands.get(0)));
    }
    shown.usage(root.getOut(), root.getColorScheme());
  }
}
