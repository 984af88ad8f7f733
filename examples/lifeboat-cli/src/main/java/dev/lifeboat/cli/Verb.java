package dev.lifeboat.cli;

import dev.lifeboat.event.Events;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What every command does: run, then answer. */
abstract class Verb implements Callable<Integer> {
  @ParentCommand private LifeboatCommand root;
  @Spec private CommandSpec spec;

  private Console console;
  private Progress progress;

  @Override
  public final Integer call() throws IOException {
    console = root.console();
    progress = new Progress(console);
    try {
      return console.answer(run());
    } catch (UsageException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } finally {
      console.clearStatus();
    }
  }

  /** Does the work. */
  abstract Answer run() throws IOException;

  final Console console() {
    return console;
  }

  final Paint paint() {
    return console.paint();
  }

  final Progress progress() {
    return progress;
  }

  final Surroundings surroundings() {
    return root.surroundings();
  }

  final Events events(String operation) {
    return new Events(operation, progress, InstantSource.system());
  }

  /** The grammar of all commands. */
  final CommandLine root() {
    return spec.root().commandLine();
  }

  /** The command line means nothing. */
  final ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
