package dev.lifeboat.retention;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a policy says of all backups of a source or of several.
 *
 * @param policy what was applied
 * @param now the moment it was applied for
 * @param decisions for each backup, by source, newest first
 * @param warnings what a person should look into, one sentence each
 */
public record RetentionPlan(
    RetentionPolicy policy, Instant now, List<Decision> decisions, List<String> warnings) {
  /** Copies what could change. */
  public RetentionPlan {
    decisions = List.copyOf(decisions);
    warnings = List.copyOf(warnings);
  }

  /** The backups that stay. */
  public List<Decision> kept() {
    return decisions.stream().filter(Decision::keeps).toList();
  }

  /** The backups that go. */
  public List<Decision> dropped() {
    return decisions.stream().filter(decision -> !decision.keeps()).toList();
  }

  /** One line for each backup: whether it stays, which it is, and why. */
  public String words() {
    return decisions.stream().map(RetentionPlan::line).collect(Collectors.joining("\n"));
  }

  private static String line(Decision decision) {
    return "%s %s %s: %s"
        .formatted(
            decision.keeps() ? "keep  " : "remove",
            decision.backup().source(),
            decision.backup().id(),
            decision.why());
  }
}
