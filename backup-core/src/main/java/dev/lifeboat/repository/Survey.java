package dev.lifeboat.repository;

import dev.lifeboat.error.DamagedException;
import java.util.Comparator;
import java.util.List;
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
   * The backups, unless there is anything else that wants to be one.
   *
   * @throws DamagedException if a manifest was rejected
   */
  List<Manifest> requireAllBelieved() {
    for (Rejected one : rejected) {
      throw new DamagedException(one.why().getMessage(), one.why());
    }
    return backups;
  }
}
