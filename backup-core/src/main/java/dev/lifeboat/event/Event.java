package dev.lifeboat.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that an operation tells while it runs or when it ends. */
public sealed interface Event {
  /** When it happened. */
  Instant at();

  /** What the library was doing: {@code backup}, {@code restore}, {@code verify}, {@code prune}. */
  String operation();

  /**
   * How far an operation has come.
   *
   * @param at when this was true
   * @param operation the verb at work
   * @param step what it does now, in a few words
   * @param bytes bytes handled so far, uncompressed
   * @param estimatedBytes bytes expected in all, an estimate; 0 where unknown
   * @param rows rows handled so far
   * @param bytesPerSecond bytes handled per second since the step began
   * @param remaining estimated time to the end, where there is an estimate
   */
  record Progress(
      Instant at,
      String operation,
      String step,
      long bytes,
      long estimatedBytes,
      long rows,
      long bytesPerSecond,
      Optional<Duration> remaining)
      implements Event {}

  /**
   * Something that did not stop the operation but that a person should know.
   *
   * @param at when it was seen
   * @param operation the verb at work
   * @param message one sentence
   */
  record Warning(Instant at, String operation, String message) implements Event {}

  /**
   * An operation ended well.
   *
   * @param at when it ended
   * @param operation the verb that ended
   * @param summary what is now true, in one sentence
   * @param took how long it ran
   */
  record Completed(Instant at, String operation, String summary, Duration took) implements Event {}

  /**
   * An operation ended badly.
   *
   * @param at when it ended
   * @param operation the verb that ended
   * @param reason one sentence
   * @param took how long it ran
   */
  record Failed(Instant at, String operation, String reason, Duration took) implements Event {}
}
