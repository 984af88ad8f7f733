package dev.lifeboat.cli;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.scope.DumpScope;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Everything that says what is dumped and how. */
final class DumpOptionsMixin {
  @Mixin private JobsOption jobs;
  @Mixin private CompressionOption compression;
  @Mixin private FilterOptions filter;
  @Mixin private DumpContentOptions content;
  @Mixin private SnapshotOption snapshot;

  /** The compression that was asked for. */
  Optional<Compression> compression() {
    return compression.given();
  }

  DumpOptions options(Verb verb) throws IOException {
    if (content.isSchemaOnly() && filter.includesForeignData()) {
      throw verb.wrongUsage(
          "--schema-only and --include-foreign-data exclude each other; choose one");
    }
    DumpScope scope =
        new DumpScope(
            filter.filter(verb), content.content(verb), content.omissions(), content.partitions());
    return jobs.on(DumpOptions.defaults())
        .withCompression(compression.orDefault())
        .withScope(scope)
        .withSnapshot(snapshot.options(verb));
  }
}
