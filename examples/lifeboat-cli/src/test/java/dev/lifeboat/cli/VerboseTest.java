package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.Console.Manner;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stack traces and the failures of others, whose messages may hold what somebody else wrote. */
class VerboseTest {
  private static final String ACTIVE =
      "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e]";
  private static final String HOSTILE = "bad\u001b]0;title\u0007\rname\u0085\u202eesrever\nforged";

  @Test
  void aStackTraceHoldsNothingThatATerminalObeys() {
    IllegalStateException cause = new IllegalStateException(HOSTILE);
    cause.addSuppressed(new IllegalArgumentException("also \u001b[2J"));

    String shown = trace(new RefusedException("It failed", cause));

    assertThat(shown)
        .contains("Caused by: ", "bad ]0;title", "Suppressed: ", "\tat ")
        .doesNotContainPattern(ACTIVE);
  }

  @ParameterizedTest
  @MethodSource("failuresOfOthers")
  void neitherDoesTheSentenceOfAFailureThatIsNotOurs(Exception failure) {
    Surroundings surroundings = surroundings(OutputStream.nullOutputStream());

    assertThat(Failure.of(failure, surroundings).sentence())
        .contains("bad ]0;title")
        .doesNotContainPattern(ACTIVE);
  }

  static Stream<Exception> failuresOfOthers() {
    return Stream.of(new IllegalStateException(HOSTILE), new IOException(HOSTILE));
  }

  private static String trace(Throwable failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new Console(surroundings(err), new Manner(false, true, false)).trace(failure);
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Surroundings surroundings(OutputStream err) {
    return new Surroundings(
        new PrintStream(OutputStream.nullOutputStream()),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false,
        Cancellation.none(),
        () -> TerminalColumns.USUAL);
  }
}
