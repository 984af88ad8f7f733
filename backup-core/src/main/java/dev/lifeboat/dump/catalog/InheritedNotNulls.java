package dev.lifeboat.dump.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a restore gives a child the named NOT NULL constraints that it inherits: with the table, or
 * later, when its parent gets one that is not valid.
 *
 * <p>A child has a single such constraint for a column, by the name that it had first of a parent.
 * Where a restore would give it another name, the table itself states it.
 */
final class InheritedNotNulls {
  private final Catalog catalog;

  InheritedNotNulls(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Whether the definition of a table has to state a constraint. */
  boolean isStated(Relation table, Column column, Relation.NotNull notNull) {
    return arrival(new Inherited(table, column, notNull)) == Arrival.STATED;
  }

  /** Whether a table has a constraint as soon as it is made. */
  boolean isMadeWith(Relation table, Column column, Relation.NotNull notNull) {
    return arrival(new Inherited(table, column, notNull)) != Arrival.LATER;
  }

  /** Those of all children that come only with one that is added to their parent, not valid. */
  Stream<Inherited> comingWith(Relation parent, Column column) {
    return children(parent).stream().flatMap(child -> comingWith(inherited(child, column.name())));
  }

  private Stream<Inherited> comingWith(@Nullable Inherited child) {
    if (child == null
        || child.notNull().local()
        || child.table().isPartition()
        || isMadeWith(child.table(), child.column(), child.notNull())) {
      return Stream.empty();
    }
    return Stream.concat(Stream.of(child), comingWith(child.table(), child.column()));
  }

  private Arrival arrival(Inherited constraint) {
    Relation.NotNull notNull = constraint.notNull();
    if (!notNull.validated()) {
      return Arrival.LATER;
    }
    if (notNull.local() || constraint.table().isPartition()) {
      return Arrival.STATED;
    }
    List<Inherited> parents = constrainedParents(constraint.table(), constraint.column()).toList();
    Optional<Inherited> first =
        parents.stream().filter(parent -> arrival(parent) != Arrival.LATER).findFirst();
    if (first.isPresent()) {
      return first.get().isNamed(notNull.name()) ? Arrival.INHERITED : Arrival.STATED;
    }
    boolean comes = parents.size() == 1 && parents.get(0).isNamed(notNull.name());
    return comes ? Arrival.LATER : Arrival.STATED;
  }

  private Stream<Inherited> constrainedParents(Relation table, Column column) {
    return table.parents().stream()
        .map(catalog::parent)
        .filter(Objects::nonNull)
        .map(parent -> inherited(parent, column.name()))
        .filter(parent -> parent != null && parent.notNull().inherits())
        .map(Objects::requireNonNull);
  }

  private List<Relation> children(Relation parent) {
    return catalog.relations().stream()
        .filter(each -> each.parents().contains(parent.oid()) && each.isDumped())
        .toList();
  }

  private static @Nullable Inherited inherited(Relation table, String column) {
    return table.columns().stream()
        .filter(each -> each.name().equals(column) && table.notNulls().containsKey(each.number()))
        .map(each -> new Inherited(table, each, table.notNulls().get(each.number())))
        .findFirst()
        .orElse(null);
  }

  /** A constraint and where it is. */
  record Inherited(Relation table, Column column, Relation.NotNull notNull) {
    boolean isNamed(String name) {
      return notNull.name().equals(name);
    }
  }

  /** How a table gets a constraint. */
  private enum Arrival {
    STATED,
    INHERITED,
    LATER
  }
}
