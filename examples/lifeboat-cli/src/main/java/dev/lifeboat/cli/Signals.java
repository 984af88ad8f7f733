package dev.lifeboat.cli;

import java.lang.reflect.Proxy;

/** Signals that the process is sent. */
final class Signals {
  private Signals() {}

  /**
   * Does something each time a signal comes, by reflection, as Java has no other way to hear of
   * signals; where it has none, they have their usual effect.
   *
   * @param name without its SIG
   */
  static void onEach(String name, Runnable heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                heard.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger("dev.lifeboat.cli")
          .log(System.Logger.Level.DEBUG, "No word of SIG" + name, e);
    }
  }
}
