package dev.lifeboat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Says things to whoever started the process: answers on standard output, all else on standard
 * error. Thread-safe.
 */
final class Console {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Surroundings surroundings;
  private final boolean json;
  private final boolean verbose;
  private boolean statusShown;

  Console(Surroundings surroundings, boolean json, boolean verbose) {
    this.surroundings = surroundings;
    this.json = json;
    this.verbose = verbose;
  }

  boolean verbose() {
    return verbose;
  }

  /** Whether the answer is a document. */
  boolean isJson() {
    return json;
  }

  boolean errIsTerminal() {
    return surroundings.errIsTerminal();
  }

  /** The way text on standard output is coloured, if at all. */
  Paint paint() {
    return Paint.of(surroundings.outIsTerminal() && surroundings.colours());
  }

  /** Prints the answer as it is wanted, and gives the exit code. */
  synchronized int answer(Answer answer) {
    if (json) {
      document(answer.document());
    } else {
      clearStatus();
      print(answer.lines());
    }
    surroundings.out().flush();
    return answer.exitCode().number();
  }

  /** Prints many lines at once: the stream by itself would pass each of them on. */
  private void print(List<String> lines) {
    PrintWriter out = new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8);
    lines.forEach(out::println);
    out.flush();
  }

  /** Prints the only document of this run, if one is wanted. */
  void document(Map<String, ?> document) {
    if (!json) {
      return;
    }
    try {
      surroundings.out().println(Json.write(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a line of a longer answer at once; nothing where a document is wanted. */
  synchronized void say(String line) {
    clearStatus();
    if (!json) {
      surroundings.out().println(line);
      surroundings.out().flush();
    }
  }

  /** Tells something beside the answer. */
  synchronized void note(String line) {
    clearStatus();
    surroundings.err().println(line);
  }

  synchronized void trace(Throwable failure) {
    failure.printStackTrace(surroundings.err());
  }

  /** Replaces the last status on a terminal. */
  synchronized void status(String line) {
    surroundings.err().print(CLEAR_LINE + line);
    surroundings.err().flush();
    statusShown = true;
  }

  synchronized void clearStatus() {
    if (statusShown) {
      surroundings.err().print(CLEAR_LINE);
      surroundings.err().flush();
      statusShown = false;
    }
  }
}
