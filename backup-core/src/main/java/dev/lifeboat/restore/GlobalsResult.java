package dev.lifeboat.restore;

import java.util.List;

/**
 * What became of globals.
 *
 * @param made the roles and tablespaces that were made, each {@code ROLE name}
 * @param left those that were there before and were left as they are, with what was said of them
 */
public record GlobalsResult(List<String> made, List<String> left) {
  /** Copies what could change. */
  public GlobalsResult {
    made = List.copyOf(made);
    left = List.copyOf(left);
  }
}
