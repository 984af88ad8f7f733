package dev.lifeboat.cli;

import dev.lifeboat.restore.names.NameMap;
import java.util.List;
import picocli.CommandLine.Option;

/** Under which other names things are restored. */
final class NameMapOptions {
  @Option(
      names = "--owner-map",
      paramLabel = "OLD=NEW",
      description = "Restore for another role what is this one's; may be given several times.")
  private List<Assignment> owners = List.of();

  @Option(
      names = "--schema-map",
      paramLabel = "OLD=NEW",
      description = "Restore a schema under another name; may be given several times.")
  private List<Assignment> schemas = List.of();

  @Option(
      names = "--tablespace-map",
      paramLabel = "OLD=NEW",
      description = "Restore into another tablespace; may be given several times.")
  private List<Assignment> tablespaces = List.of();

  NameMap map() {
    return UsageException.onRefusal(this::read);
  }

  private NameMap read() {
    NameMap names = NameMap.NONE;
    for (Assignment owner : owners) {
      names = names.withOwner(owner.name(), owner.value());
    }
    for (Assignment schema : schemas) {
      names = names.withSchema(schema.name(), schema.value());
    }
    for (Assignment tablespace : tablespaces) {
      names = names.withTablespace(tablespace.name(), tablespace.value());
    }
    return names;
  }
}
