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
        new Extensions(),
        new Collations(),
        new EnumTypes(),
        new CompositeTypes(),
        new Domains(),
        new RangeTypes(),
        new Functions(),
        new Aggregates(),
        new Operators(),
        new Casts(),
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
        new ForeignKeys(),
        new ExtendedStatistics(),
        new Rules(),
        new Triggers(),
        new Policies(),
        new Publications(),
        new Subscriptions(),
        new LargeObjects());
  }
}
