package dev.lifeboat.cli;

import dev.lifeboat.restore.names.NameMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Under which other names things are restored. */
final class NameMapOptions {
  @Option(
      names = "--owner-map",
      paramLabel = "OLD=NEW",
      description = "Restore for another role what is this one's; may be given several times.")
  private Map<String, String> owners = new LinkedHashMap<>();

  @Option(
      names = "--schema-map",
      paramLabel = "OLD=NEW",
      description = "Restore a schema under another name; may be given several times.")
  private Map<String, String> schemas = new LinkedHashMap<>();

  @Option(
      names = "--tablespace-map",
      paramLabel = "OLD=NEW",
      description = "Restore into another tablespace; may be given several times.")
  private Map<String, String> tablespaces = new LinkedHashMap<>();

  NameMap map() {
    return new NameMap(owners, schemas, tablespaces);
  }
}
