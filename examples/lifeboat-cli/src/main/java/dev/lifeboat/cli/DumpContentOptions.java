package dev.lifeboat.cli;

import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.dump.scope.PartitionLoad;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of each object is dumped: what only a dump can tell apart comes in addition. */
final class DumpContentOptions {
  private final Set<Omission> more = EnumSet.noneOf(Omission.class);

  @Mixin private ContentOptions content;

  @Option(
      names = "--sequence-data",
      description = "Dump the values of sequences also where data is left out.")
  private boolean sequenceData;

  @Option(
      names = "--no-toast-compression",
      description = "Leave out how large values are compressed.")
  private void noToastCompression(boolean given) {
    more.add(Omission.TOAST_COMPRESSION);
  }

  @Option(
      names = "--no-unlogged-table-data",
      description = "Dump unlogged tables without their rows.")
  private void noUnloggedTableData(boolean given) {
    more.add(Omission.UNLOGGED_TABLE_DATA);
  }

  @Option(
      names = "--load-via-partition-root",
      description = "Have rows of partitions restored through the root of the partitioned tables.")
  private boolean throughRoot;

  PartitionLoad partitions() {
    return throughRoot ? PartitionLoad.THROUGH_THE_ROOT : PartitionLoad.WHERE_THEY_WERE;
  }

  Set<Omission> omissions() {
    Set<Omission> all = EnumSet.noneOf(Omission.class);
    all.addAll(content.omissions());
    all.addAll(more);
    return all;
  }

  boolean isSchemaOnly() {
    return content.isSchemaOnly();
  }

  DumpContent content(Verb verb) {
    Set<Part> usual = EnumSet.of(Part.DEFINITIONS, Part.DATA);
    if (sequenceData) {
      usual.add(Part.SEQUENCE_VALUES);
    }
    return content.content(verb, usual);
  }
}
