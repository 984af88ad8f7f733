package dev.lifeboat.retention;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy says of one backup.
 *
 * @param backup the backup
 * @param keepReasons why it stays; empty if it goes
 * @param dropReasons which rules do not keep it, and why; all of them if it goes
 */
public record Decision(
    Candidate backup, List<KeepReason> keepReasons, List<DropReason> dropReasons) {
  /** Copies what could change. */
  public Decision {
    keepReasons = List.copyOf(keepReasons);
    dropReasons = List.copyOf(dropReasons);
  }

  /** Whether the backup stays. */
  public boolean keeps() {
    return !keepReasons.isEmpty();
  }

  /** Why it stays, or why it goes, in the words a person reads. */
  public String why() {
    Stream<String> words =
        keeps()
            ? keepReasons.stream().map(KeepReason::words)
            : dropReasons.stream().map(DropReason::words);
    return words.collect(Collectors.joining("; "));
  }
}
