package dev.lifeboat;

import dev.lifeboat.Setup.Ending;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a look at the newest backups has shown.
 *
 * @param checks one for each source
 */
public record Canary(List<KeyCheck> checks) {
  /** Copies what could change. */
  public Canary {
    checks = List.copyOf(checks);
  }

  /** Whether every source has a newest backup as it should be; not where there is no source. */
  public boolean alive() {
    return !checks.isEmpty() && checks.stream().allMatch(KeyCheck::passes);
  }

  /** What is now known, in one line: what does not pass, or that all does. */
  public String words() {
    if (checks.isEmpty()) {
      return "There are no backups whose key could be checked; back up first";
    }
    return checks.stream()
        .filter(check -> alive() || !check.passes())
        .map(KeyCheck::words)
        .collect(Collectors.joining("; "));
  }

  Ending ending() {
    return new Ending(alive(), words());
  }
}
