package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.Console.Manner;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stack traces, whose messages may hold what somebody else wrote. */
class VerboseTest {
  private static final String HOSTILE = "bad\u001b]0;title\u0007\rname\u0085\u202eesrever\nforged";

  @Test
  void aStackTraceHoldsNothingThatATerminalObeys() {
    IllegalStateException cause = new IllegalStateException(HOSTILE);
    cause.addSuppressed(new IllegalArgumentException("also \u001b[2J"));

    String shown = trace(new RefusedException("It failed", cause));

    assertThat(shown)
        .contains("Caused by: ", "bad ]0;title", "Suppressed: ", "\tat ")
        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e]");
  }

  private static String trace(Throwable failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    new Console(
            new Surroundings(
                new PrintStream(PrintStream.nullOutputStream()),
                stream,
                Map.of(),
                false,
                false,
                Cancellation.none(),
                () -> TerminalColumns.USUAL),
            new Manner(false, true, false))
        .trace(failure);
    return err.toString(StandardCharsets.UTF_8);
  }
}
