package dev.lifeboat.verify;

import dev.lifeboat.archive.TocEntry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scratch database took upon itself before a backup is restored into it.
 *
 * @param provided entries that the restore leaves out, as there is something of their name already
 * @param unproved entries that the restore leaves out, as its role may not create them; each makes
 *     the verification inconclusive
 */
public record Preparation(List<TocEntry> provided, List<TocEntry> unproved) {
  /** Everything is left to the restore. */
  public static final Preparation NONE = new Preparation(List.of(), List.of());

  /** Copies what could change. */
  public Preparation {
    provided = List.copyOf(provided);
    unproved = List.copyOf(unproved);
  }

  /** The entries that are left to the restore. */
  List<TocEntry> rest(Collection<TocEntry> entries) {
    Set<Integer> leftOut =
        Stream.concat(provided.stream(), unproved.stream())
            .map(TocEntry::dumpId)
            .collect(Collectors.toSet());
    return entries.stream().filter(entry -> !leftOut.contains(entry.dumpId())).toList();
  }
}
