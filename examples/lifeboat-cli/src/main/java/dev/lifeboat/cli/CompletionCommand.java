package dev.lifeboat.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = {
      "Print what lets bash or zsh complete commands and options:",
      "source <(lifeboat completion bash)"
    })
final class CompletionCommand extends Verb {
  @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Override
  Answer run() {
    CommandLine root = root();
    String script = AutoComplete.bash(root.getCommandName(), root);
    return Answer.done(Documents.fields("shell", shell.name(), "script", script), script).asked();
  }

  /** Which shell; the script is for either, as zsh takes completions of bash. */
  private enum Shell {
    BASH,
    ZSH
  }
}
