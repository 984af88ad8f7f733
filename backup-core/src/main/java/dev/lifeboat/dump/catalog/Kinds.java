package dev.lifeboat.dump.catalog;

import java.util.List;

/**
 * All kinds of objects that are dumped. A kind may rely on those before it being in the catalog.
 */
final class Kinds {
  private Kinds() {}

  static List<Kind> all() {
    return List.of(
        new Schemas(),
        new Languages(),
        new Extensions(),
        new Collations(),
        new EnumTypes(),
        new CompositeTypes(),
        new Domains(),
        new RangeTypes(),
        new BaseTypes(),
        new Functions(),
        new ShellTypes(),
        new Aggregates(),
        new AccessMethods(),
        new Operators(),
        new OperatorFamilies(),
        new AddedMembers(),
        new Casts(),
        new Transforms(),
        new Conversions(),
        new TextSearchParsers(),
        new TextSearchTemplates(),
        new TextSearchDictionaries(),
        new TextSearchConfigurations(),
        new ForeignDataWrappers(),
        new ForeignServers(),
        new UserMappings(),
        new ExtensionData(),
        new Relations(),
        new Tables(),
        new Views(),
        new Sequences(),
        new ColumnDefaults(),
        new CheckConstraints(),
        new InheritedValidations(),
        new Indexes(),
        new RelationStatistics(),
        new ForeignKeys(),
        new ExtendedStatistics(),
        new Rules(),
        new Triggers(),
        new Policies(),
        new EventTriggers(),
        new Publications(),
        new DefaultPrivileges(),
        new Subscriptions(),
        new LargeObjects(),
        new GivenPrivileges(),
        new ExtensionDependences());
  }
}
