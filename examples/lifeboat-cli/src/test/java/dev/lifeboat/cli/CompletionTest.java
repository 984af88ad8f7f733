package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person gets who types a word's beginning and the tab key. */
class CompletionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bash, bash --norc --noprofile -i", "zsh, zsh -f -i"})
  void wordsAreCompletedByTheShell(String shell, String command) throws IOException {
    Program.require(shell);
    Path script = folder.resolve("completion");
    Files.writeString(script, Cli.run("completion", shell).done().output());
    try (Tmux tmux = Tmux.start(folder, 100, command)) {
      tmux.type("PS1='> '; source " + script + "; clear", "Enter");
      tmux.await(screen -> Tmux.last(screen).strip().equals(">"));
      assertCompletes(tmux, "lifeboat lis", "lifeboat list");
      assertCompletes(tmux, "lifeboat restore latest --create-d", "--create-database");
      assertCompletes(tmux, "lifeboat prune --keep-mo", "lifeboat prune --keep-monthly");
    }
  }

  @Test
  void anyOtherShellIsRefused() {
    assertThat(Cli.run("completion", "fish").usage())
        .isEqualTo("bash|zsh is 'fish'; give bash, zsh");
  }

  private static void assertCompletes(Tmux tmux, String typed, String wanted) {
    tmux.type(typed, "Tab");
    tmux.await(screen -> Tmux.last(screen).strip().endsWith(wanted));
    tmux.type("C-u");
  }
}
