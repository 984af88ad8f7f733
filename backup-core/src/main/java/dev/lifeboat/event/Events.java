package dev.lifeboat.event;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one operation's events to a listener and to the log; thread-safe.
 *
 * <p>Whatever the listener throws is logged and swallowed: listening never harms the work.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final String operation;
  private volatile Supplier<Subject> subject;
  private final Listener listener;
  private final InstantSource clock;
  private final Instant startedAt;

  /**
   * Events of one operation, which starts now.
   *
   * @param operation the verb at work
   * @param listener who hears them
   * @param clock the host's clock
   */
  public Events(String operation, Listener listener, InstantSource clock) {
    this.operation = Given.value(operation, "the name of an operation");
    this.listener = Given.value(listener, "the listener");
    this.clock = Given.value(clock, "the clock");
    this.startedAt = clock.instant();
    Subject unknown = Subject.of(operation);
    this.subject = () -> unknown;
  }

  /** Events that nobody hears but the log. */
  public static Events silent(String operation) {
    return new Events(operation, Listener.NONE, InstantSource.system());
  }

  /** From now on events name a source. */
  public void about(String source) {
    Subject known = new Subject(operation, Optional.of(source), Optional.empty());
    subject = () -> known;
  }

  /** From now on events name no source, as they are about several. */
  public void aboutSeveral() {
    Subject unknown = Subject.of(operation);
    subject = () -> unknown;
  }

  /**
   * From now on events name a source and a backup of it.
   *
   * @param backup its id, asked for at each event
   */
  public void about(String source, Supplier<String> backup) {
    subject = () -> new Subject(operation, Optional.of(source), Optional.of(backup.get()));
  }

  /** Tells something that a person should know. */
  public void warn(String message) {
    warn(subject(), message);
  }

  /** Tells something that a person should know of one backup, where others are worked on too. */
  public void warn(String source, String backup, String message) {
    warn(new Subject(operation, Optional.of(source), Optional.of(backup)), message);
  }

  private void warn(Subject about, String message) {
    String line = OneLine.of(message);
    LOG.warn("{}: {}", operation, line);
    tell(new Event.Warning(clock.instant(), about, line));
  }

  /** Tells that the operation ended well. */
  public void completed(String summary) {
    String line = OneLine.of(summary);
    LOG.info("{}: {}", operation, line);
    tell(new Event.Completed(clock.instant(), subject(), line, elapsed()));
  }

  /** Tells that the operation ended with a result that is not as it should be. */
  public void failed(String reason) {
    failed(reason, Optional.empty());
  }

  /** Tells that the operation throws. */
  public void failed(Throwable exception) {
    String message = exception.getMessage();
    failed(message == null ? exception.toString() : message, Optional.of(exception));
  }

  private void failed(String reason, Optional<Throwable> exception) {
    String line = OneLine.of(reason);
    LOG.error("{} failed: {}", operation, line);
    tell(new Event.Failed(clock.instant(), subject(), line, exception, elapsed()));
  }

  /**
   * Starts to tell progress, twice a second, until the meter is closed.
   *
   * @param step what the operation does now, in a few words
   * @param estimatedBytes bytes expected in all; 0 where unknown
   * @return the meter, which the caller closes
   */
  public ProgressMeter measure(String step, long estimatedBytes) {
    return new ProgressMeter(this, step, estimatedBytes);
  }

  Subject subject() {
    return subject.get();
  }

  Instant now() {
    return clock.instant();
  }

  synchronized void tell(Event event) {
    try {
      listener.on(event);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn(
          "A listener threw while it was told of a {} event; the {} goes on", event, operation, e);
    }
  }

  private Duration elapsed() {
    return Duration.between(startedAt, clock.instant());
  }
}
