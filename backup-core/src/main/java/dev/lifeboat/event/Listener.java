package dev.lifeboat.event;

/**
 * Hears what the library does.
 *
 * <p>Calls come from the library's threads, one at a time for each operation, and should return
 * quickly. What a listener throws is logged and swallowed.
 */
@FunctionalInterface
public interface Listener {
  /** A listener that hears nothing. */
  Listener NONE = event -> {};

  /**
   * Hears one event.
   *
   * @param event what happened
   */
  void on(Event event);
}
