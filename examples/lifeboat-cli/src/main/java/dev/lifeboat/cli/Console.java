package dev.lifeboat.cli;

import dev.lifeboat.error.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Says things to whoever started the process: answers on standard output, all else on standard
 * error. Thread-safe.
 */
final class Console {
  private final Surroundings surroundings;
  private final Manner manner;
  private final StatusLine status;

  Console(Surroundings surroundings, Manner manner) {
    this.surroundings = surroundings;
    this.manner = manner;
    this.status = new StatusLine(surroundings.err(), surroundings.columns());
  }

  boolean verbose() {
    return manner.verbose();
  }

  /** Whether the answer is a document. */
  boolean isJson() {
    return manner.json();
  }

  /** Whether a person watches how the work goes on. */
  boolean isWatched() {
    return surroundings.errIsTerminal() && !manner.quiet();
  }

  /** Whether nothing is to be said unless something is wrong. */
  boolean isQuiet() {
    return manner.quiet();
  }

  /** How wide the terminal is. */
  int columns() {
    return surroundings.columns().getAsInt();
  }

  /** The way text on standard output is coloured, if at all. */
  Paint paint() {
    return Paint.of(surroundings.outIsTerminal() && surroundings.colours());
  }

  /** Prints the answer as it is wanted, and gives the exit code. */
  synchronized int answer(Answer answer) {
    if (manner.json()) {
      document(answer.document());
    } else if (answer.isSaid(manner.quiet())) {
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
    if (!manner.json()) {
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
    if (!manner.json() && !manner.quiet()) {
      surroundings.out().println(line);
      surroundings.out().flush();
    }
  }

  /** Tells something beside the answer. */
  synchronized void note(String line) {
    clearStatus();
    surroundings.err().println(line);
  }

  /** Shows a stack trace, whose messages may hold texts of a repository or a server. */
  synchronized void trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().map(Console::harmless).forEach(surroundings.err()::println);
  }

  /** The tab with which a frame begins is ours. */
  private static String harmless(String line) {
    int begin = 0;
    while (begin < line.length() && line.charAt(begin) == '\t') {
      begin++;
    }
    return line.substring(0, begin) + OneLine.of(line.substring(begin));
  }

  /** Tells something beside the answer that nobody needs to act upon. */
  synchronized void remark(String line) {
    if (!manner.quiet()) {
      note(line);
    }
  }

  /** Replaces the last status on a terminal. */
  synchronized void status(String line) {
    status.show(line);
  }

  synchronized void clearStatus() {
    status.clear();
  }

  /**
   * How things are said.
   *
   * @param json whether the answer is one document
   * @param verbose whether stack traces are shown
   * @param quiet whether nothing is said unless something is wrong
   */
  record Manner(boolean json, boolean verbose, boolean quiet) {}
}
