package dev.lifeboat.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that an operation tells while it runs or when it ends. */
public sealed interface Event {
  /** When it happened. */
  Instant at();

  /** What the library was doing, and to what. */
  Subject subject();

  /** The verb at work: {@code backup}, {@code restore}, {@code verify}, {@code prune}, … */
  default String operation() {
    return subject().operation();
  }

  /** The name of the source; empty while it is not known, and where it is several. */
  default Optional<String> source() {
    return subject().source();
  }

  /** The id of the backup; empty while it is not known, and where it is several. */
  default Optional<String> backup() {
    return subject().backup();
  }

  /**
   * How far an operation has come.
   *
   * @param at when this was true
   * @param subject the verb at work, and what it works on
   * @param step what it does now, in a few words
   * @param bytes bytes handled so far, uncompressed
   * @param estimatedBytes bytes expected in all, an estimate; 0 where unknown
   * @param rows rows handled so far
   * @param bytesPerSecond bytes handled per second since the step began
   * @param remaining estimated time to the end, where there is an estimate
   */
  record Progress(
      Instant at,
      Subject subject,
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
   * @param subject the verb at work, and what it works on
   * @param message one sentence
   */
  record Warning(Instant at, Subject subject, String message) implements Event {}

  /**
   * An operation ended well.
   *
   * @param at when it ended
   * @param subject the verb that ended, and what it worked on
   * @param summary what is now true, in one sentence
   * @param took how long it ran
   */
  record Completed(Instant at, Subject subject, String summary, Duration took) implements Event {}

  /**
   * An operation ended badly: it threw, or what it was to prove is not so.
   *
   * @param at when it ended
   * @param subject the verb that ended, and what it worked on
   * @param reason one sentence
   * @param exception what the operation throws; empty if it returns a result that says what failed
   * @param took how long it ran
   */
  record Failed(
      Instant at, Subject subject, String reason, Optional<Throwable> exception, Duration took)
      implements Event {}
}
