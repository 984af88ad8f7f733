package dev.lifeboat.restore.existing;

import java.util.List;

/**
 * A table of the target that takes the rows of an entry.
 *
 * @param oid in {@code pg_class}
 * @param root its own oid, or that of the root of its partition tree
 * @param ofExtension whether an extension brought it
 * @param hooks what may act on its rows in whatever state, partitions after what they belong to
 */
record ExistingTable(long oid, long root, boolean ofExtension, List<Hook> hooks) {
  /** Copies what could change. */
  ExistingTable {
    hooks = List.copyOf(hooks);
  }

  ExistingTable with(List<Hook> others) {
    return new ExistingTable(oid, root, ofExtension, others);
  }

  /** What acts on rows as they come in. */
  List<Hook> acting() {
    return hooks.stream().filter(Hook::acts).toList();
  }
}
