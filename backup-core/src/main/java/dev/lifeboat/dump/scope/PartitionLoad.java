package dev.lifeboat.dump.scope;

/** Where the rows of partitions go when they are restored. */
public enum PartitionLoad {
  /**
   * Into the partition that they were in, unless the key of the partitioned table is such that
   * another database may have another place for them, as the hash of an enum's value is that of its
   * OID.
   */
  WHERE_THEY_WERE,
  /**
   * Through the root of the partitioned tables, which finds the place for each row, as by {@code
   * pg_dump --load-via-partition-root}. It takes longer, and is for targets that sort, compare or
   * encode text in another way than the source.
   */
  THROUGH_THE_ROOT
}
