package dev.lifeboat.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Skips the running test, and says why where a person reads it. Thread-safe. */
public final class Skip {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Skip() {}

  /**
   * Ends the running test as skipped; never returns.
   *
   * @param reason what is missing, in one sentence; printed once per JVM
   * @return nothing, so that callers can write {@code throw Skip.because(…)}
   */
  public static RuntimeException because(String reason) {
    if (SAID.add(reason)) {
      System.err.println("SKIPPED: " + reason);
    }
    return Assumptions.abort(reason);
  }
}
