package dev.lifeboat.restore.existing;

import java.util.List;
import java.util.Set;

/**
 * Entries whose rows refer to no rows of later steps.
 *
 * @param free those that can be loaded at once and in parts
 * @param knots those whose rows refer to each other, each to be loaded in one transaction
 */
public record LoadStep(Set<Integer> free, List<Set<Integer>> knots) {
  /** Copies what could change. */
  public LoadStep {
    free = Set.copyOf(free);
    knots = List.copyOf(knots);
  }
}
