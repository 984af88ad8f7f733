package dev.lifeboat.dump.catalog;

/** Comments on and privileges of a relation and its columns. */
final class RelationNotes {
  private RelationNotes() {}

  static void write(TocBuilder toc, Relation relation) {
    Subject subject = relation.subject();
    toc.describe(relation.id(), 0, subject);
    for (Column column : relation.columns()) {
      toc.describe(
          relation.id(),
          column.number(),
          subject.column(relation.name(), relation.sql(), column.name()));
    }
    toc.grant(relation);
  }
}
