package dev.lifeboat.repository;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All manifests of a source, sorted by what they are worth.
 *
 * @param backups the backups there are, oldest first
 * @param superseded backups that another in the list took the place of, whole and waiting to be
 *     removed, oldest first
 * @param rejected manifests that are not believed
 */
public record Survey(List<Manifest> backups, List<Manifest> superseded, List<Rejected> rejected) {
  /** Copies what could change. */
  public Survey {
    backups = List.copyOf(backups);
    superseded = List.copyOf(superseded);
    rejected = List.copyOf(rejected);
  }

  /** Sorts what was found. */
  static Survey of(List<Manifest> believed, List<Rejected> rejected) {
    Set<BackupId> replaced =
        believed.stream()
            .flatMap(successor -> successor.succession().stream())
            .map(Succession::replaces)
            .collect(Collectors.toSet());
    Comparator<Manifest> order = Manifest.OLDEST_FIRST;
    return new Survey(
        believed.stream().filter(m -> !replaced.contains(m.id())).sorted(order).toList(),
        believed.stream().filter(m -> replaced.contains(m.id())).sorted(order).toList(),
        rejected);
  }

  /**
   * The newest backup that holds all of its source; where there is none, the newest of those that
   * hold a part. What is {@linkplain #future dated in the future} is never the newest.
   *
   * @param now the present, by the host's clock
   * @throws dev.lifeboat.error.LifeboatException if manifests were rejected, and there is no other
   */
  public Optional<Manifest> latest(Instant now) {
    if (backups.isEmpty()) {
      requireAllBelieved();
    }
    return backups.stream()
        .filter(manifest -> !ClockSkew.isFuture(manifest.createdAt(), now))
        .max(
            Comparator.comparing((Manifest manifest) -> manifest.extent() == Extent.WHOLE)
                .thenComparing(Manifest.OLDEST_FIRST));
  }

  /** The backups that are dated later than now, oldest first: their age means nothing. */
  public List<Manifest> future(Instant now) {
    return backups.stream()
        .filter(manifest -> ClockSkew.isFuture(manifest.createdAt(), now))
        .toList();
  }

  /** What a person should know of what is not believed, one sentence each. */
  public List<String> rejectedWarnings() {
    return rejected.stream().map(Rejected::warning).toList();
  }

  /** What a person should know of the backups that are dated in the future, one sentence each. */
  public List<String> futureWarnings(Instant now) {
    return future(now).stream()
        .map(
            backup ->
                "Backup %s of %s is dated %s, later than now (%s), and counts as neither latest nor fresh; check the clock of the host that made it"
                    .formatted(
                        backup.id(),
                        backup.source(),
                        backup.createdAt().truncatedTo(ChronoUnit.SECONDS),
                        now.truncatedTo(ChronoUnit.SECONDS)))
        .toList();
  }

  /**
   * The backups, unless there is anything else that wants to be one.
   *
   * @throws dev.lifeboat.error.LifeboatException if a manifest was rejected
   */
  List<Manifest> requireAllBelieved() {
    for (Rejected one : rejected) {
      throw one.why();
    }
    return backups;
  }
}
