package dev.lifeboat.cli;

import dev.lifeboat.archive.Section;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.dump.scope.Omission;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * Which part of each object is dumped or restored, in the words of {@code pg_dump} and {@code
 * pg_restore}.
 */
final class ContentOptions {
  private final Set<Omission> omissions = EnumSet.noneOf(Omission.class);

  @Option(
      names = {"-s", "--schema-only"},
      description = "Definitions alone.")
  private boolean schemaOnly;

  @Option(
      names = {"-a", "--data-only"},
      description = "Data alone.")
  private boolean dataOnly;

  @Option(names = "--statistics-only", description = "What ANALYZE found alone.")
  private boolean statisticsOnly;

  @Option(
      names = "--statistics",
      description = "What ANALYZE found too, which servers from 18 on take back.")
  private boolean statistics;

  @Option(names = "--no-statistics", description = "Leave out what ANALYZE found.")
  private boolean noStatistics;

  @Option(names = "--no-schema", description = "Leave definitions out.")
  private boolean noSchema;

  @Option(names = "--no-data", description = "Leave data out.")
  private boolean noData;

  @Option(
      names = "--section",
      paramLabel = "pre-data|data|post-data",
      converter = SectionReader.class,
      description = "This section alone; may be given several times.")
  private Set<Section> sections = new LinkedHashSet<>();

  @Option(
      names = {"-O", "--no-owner"},
      description = "Leave out who owns what.")
  private void noOwner(boolean given) {
    omissions.add(Omission.OWNERS);
  }

  @Option(
      names = {"-x", "--no-privileges", "--no-acl"},
      description = "Leave privileges out.")
  private void noPrivileges(boolean given) {
    omissions.add(Omission.PRIVILEGES);
  }

  @Option(names = "--no-comments", description = "Leave comments out.")
  private void noComments(boolean given) {
    omissions.add(Omission.COMMENTS);
  }

  @Option(names = "--no-security-labels", description = "Leave security labels out.")
  private void noSecurityLabels(boolean given) {
    omissions.add(Omission.SECURITY_LABELS);
  }

  @Option(names = "--no-publications", description = "Leave publications out.")
  private void noPublications(boolean given) {
    omissions.add(Omission.PUBLICATIONS);
  }

  @Option(names = "--no-subscriptions", description = "Leave subscriptions out.")
  private void noSubscriptions(boolean given) {
    omissions.add(Omission.SUBSCRIPTIONS);
  }

  @Option(names = "--no-policies", description = "Leave row security policies out.")
  private void noPolicies(boolean given) {
    omissions.add(Omission.POLICIES);
  }

  @Option(names = "--no-tablespaces", description = "Leave tablespaces out.")
  private void noTablespaces(boolean given) {
    omissions.add(Omission.TABLESPACES);
  }

  @Option(
      names = "--no-table-access-method",
      description = "Leave the access methods of tables out.")
  private void noTableAccessMethod(boolean given) {
    omissions.add(Omission.TABLE_ACCESS_METHODS);
  }

  Set<Omission> omissions() {
    return omissions;
  }

  boolean isSchemaOnly() {
    return schemaOnly;
  }

  /**
   * The content.
   *
   * @param usual what it is unless anything was said
   */
  DumpContent content(Verb verb, Set<Part> usual) {
    refuseContradictions(verb);
    Set<Part> parts = EnumSet.copyOf(usual);
    if (schemaOnly || statisticsOnly || noData) {
      parts.remove(Part.DATA);
    }
    if (dataOnly || statisticsOnly || noSchema) {
      parts.remove(Part.DEFINITIONS);
    }
    if (schemaOnly || dataOnly || noStatistics) {
      parts.remove(Part.STATISTICS);
    }
    if (statistics || statisticsOnly) {
      parts.add(Part.STATISTICS);
    }
    refuse(verb, parts.isEmpty(), "--no-schema and --no-data");
    DumpContent content = DumpContent.of(parts.toArray(Part[]::new));
    return sections.isEmpty() ? content : content.of(sections.toArray(Section[]::new));
  }

  private void refuseContradictions(Verb verb) {
    refuse(verb, schemaOnly && dataOnly, "--schema-only and --data-only");
    refuse(verb, schemaOnly && noSchema, "--schema-only and --no-schema");
    refuse(verb, dataOnly && noData, "--data-only and --no-data");
    refuse(verb, schemaOnly && statisticsOnly, "--schema-only and --statistics-only");
    refuse(verb, dataOnly && statisticsOnly, "--data-only and --statistics-only");
    refuse(verb, statisticsOnly && noStatistics, "--statistics-only and --no-statistics");
    refuse(verb, statistics && noStatistics, "--statistics and --no-statistics");
    refuse(verb, dataOnly && statistics, "--data-only and --statistics");
    refuse(verb, schemaOnly && statistics, "--schema-only and --statistics");
  }

  private static void refuse(Verb verb, boolean both, String options) {
    if (both) {
      throw verb.wrongUsage(options + " exclude each other; choose one");
    }
  }

  /** Reads the name of a section. */
  static final class SectionReader implements ITypeConverter<Section> {
    private static final List<String> NAMES = List.of("pre-data", "data", "post-data");

    @Override
    public Section convert(String text) {
      int number = NAMES.indexOf(text);
      if (number < 0) {
        throw new UnreadableValue("pre-data, data or post-data");
      }
      return List.of(Section.PRE_DATA, Section.DATA, Section.POST_DATA).get(number);
    }
  }
}
